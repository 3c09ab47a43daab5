using FsCheck.Xunit;
using Render.Network.Proof;
using Render.Worker.Identity;
using Render.Worker.Tests.Support;

namespace Render.Worker.Tests.Identity;

public sealed class NodeIdentityTests : IDisposable
{
    private readonly TemporaryFolder home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void Key_SecondStart_IsTheSame()
    {
        using var first = NodeIdentity.LoadOrCreate(home.Path);
        using var second = NodeIdentity.LoadOrCreate(home.Path);
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(first.PublicKey, second.PublicKey);
    }

    [Fact]
    public async Task Key_MadeByManyAtOnce_IsOne()
    {
        // Again and again: whoever loses must lose at the last step, too.
        for (var i = 0; i < 50; i++)
        {
            var folder = Path.Combine(home.Path, $"{i}");
            using var start = new Barrier(8);
            var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return NodeIdentity.LoadOrCreate(folder);
                },
                TaskCreationOptions.LongRunning)));
            Assert.Single(made.Select(identity => identity.Id).Distinct());
            Assert.Equal(["node.key"], Directory.EnumerateFiles(folder).Select(Path.GetFileName));
            foreach (var identity in made)
                identity.Dispose();
        }
    }

    [Fact]
    public void KeyFile_New_IsReadableByItsOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
            return;
        NodeIdentity.LoadOrCreate(home.Path).Dispose();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(home["node.key"]));
    }

    [Fact]
    public void KeyFile_ReadableByOthers_IsRefused()
    {
        if (OperatingSystem.IsWindows())
            return;
        NodeIdentity.LoadOrCreate(home.Path).Dispose();
        File.SetUnixFileMode(home["node.key"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", Assert.Throws<NodeKeyException>(() => NodeIdentity.LoadOrCreate(home.Path)).Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void KeyFile_Garbage_IsRefused(string content)
    {
        File.WriteAllText(home["node.key"], content);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(home["node.key"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Throws<NodeKeyException>(() => NodeIdentity.LoadOrCreate(home.Path));
    }

    [Property(MaxTest = 40)]
    public void Signature_OfAnything_VerifiesWithLowS(byte[] message)
    {
        using var identity = NodeIdentity.LoadOrCreate(home.Path);
        Assert.Equal(SignatureCheck.Valid, NodeSignature.Verify(identity.PublicKey, message, identity.Sign(message)));
    }
}
