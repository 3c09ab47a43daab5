using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Results;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Proofs;

/// <summary>Reads results from the blob store, as untrusted as they came.</summary>
internal sealed class ResultStore(IBlobs blobs)
{
    /// <summary>Opens the result of a task.</summary>
    /// <returns>The file; or why it is no result of this task.</returns>
    public async Task<Outcome<ResultFile>> Open(TaskId task, Digest blob, CancellationToken cancellationToken)
    {
        var expected = new ResultHeader(task.Region, task.Frame, task.Samples);
        if (await blobs.Find(blob, cancellationToken) is not { } info)
            return new Refusal(RefusalKind.Conflict, RefusalCodes.BlobMissing, $"Result {blob} is not stored.", "Upload it first.");
        if (info.Length != expected.FileLength)
            return Invalid($"has {info.Length} bytes, not {expected.FileLength}");
        try
        {
            var file = ResultFile.Open(await Read(blob, expected.FileLength, cancellationToken));
            return file.Header == expected ? file : Invalid("is of another region, frame or sample range");
        }
        catch (ResultFileException e)
        {
            return Invalid(e.Message);
        }
    }

    /// <summary>The tree of a recorded receipt: as its arrival left it, or built again from the result after a restart.</summary>
    /// <exception cref="InvalidDataException">The result cannot be read any more.</exception>
    public async Task<MerkleSumTree> Tree(BoardTask task, ReceiptRecord receipt, CancellationToken cancellationToken)
    {
        if (task.Tree is { } tree && tree.Root == receipt.Commitment)
            return tree;
        var file = await Open(task.Id, receipt.Result, cancellationToken);
        return file.IsRefused
            ? throw new InvalidDataException($"The result of receipt {receipt.Digest} cannot be read: {file.Refusal.Detail}")
            : file.Value.Commit(receipt.TaskDigest);
    }

    /// <summary>Whether a log is stored and not too long; null where it is.</summary>
    public async Task<Refusal?> CheckLog(Digest log, CancellationToken cancellationToken) =>
        await blobs.Find(log, cancellationToken) switch
        {
            null => new Refusal(RefusalKind.Conflict, RefusalCodes.BlobMissing, $"Log {log} is not stored.", "Upload it first."),
            { Length: > WireLimits.LogBytes } info => new Refusal(
                RefusalKind.Invalid, RefusalCodes.ResultInvalid, $"The log has {info.Length} bytes; {WireLimits.LogBytes} are allowed."),
            _ => null,
        };

    /// <summary>Reads a blob of known length without a byte more: a result is read for every receipt.</summary>
    private async Task<byte[]> Read(Digest blob, int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length];
        await using var stream = await blobs.OpenRead(blob, cancellationToken);
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private static Refusal Invalid(string what) => new(RefusalKind.Invalid, RefusalCodes.ResultInvalid, $"The result {what}.", "Upload the result file of the task, and name that.");
}
