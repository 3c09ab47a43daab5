using Render.Lifecycle.Ports;
using Render.Network.Proof;

namespace Render.Lifecycle.Tests.Support;

/// <summary>A picture is the list of its parts: equal parts, equal bytes.</summary>
internal sealed class SyntheticAssembler(IBlobs blobs) : IFrameAssembler
{
    public async Task<AssembledFrame> Assemble(FrameParts frame, CancellationToken cancellationToken)
    {
        var text = string.Join('\n', frame.Parts.Select(part => $"{part.Region} {part.Samples} {part.Result}"));
        var stored = await blobs.Put(System.Text.Encoding.UTF8.GetBytes($"frame {frame.Frame}\n{text}"), cancellationToken);
        return new AssembledFrame(stored.Digest, stored.Length, Digest.OfText(text));
    }

    public Task<BlobInfo> AssembleLinear(FrameParts frame, CancellationToken cancellationToken) =>
        blobs.Put(System.Text.Encoding.UTF8.GetBytes("linear\n" + string.Join('\n', frame.Parts.Select(part => $"{part.Region} {part.Samples} {part.Result}"))), cancellationToken);
}
