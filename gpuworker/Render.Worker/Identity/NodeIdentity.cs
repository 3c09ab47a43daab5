using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Worker.Identity;

/// <summary>
/// A node's P-256 key pair: its identity. Made on first start and kept in <c>node.key</c> (PKCS#8, PEM) in the node's home,
/// readable by its owner only.
/// </summary>
public sealed partial class NodeIdentity : IDisposable
{
    private const string FileName = "node.key";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ECDsa key;
    private readonly Lock gate = new();

    private NodeIdentity(ECDsa key)
    {
        this.key = key;
        PublicKey = key.ExportSubjectPublicKeyInfo();
        KeyDigest = Digest.Of(PublicKey);
        Id = NodeId.FromPublicKey(PublicKey);
    }

    /// <summary>The public key, SubjectPublicKeyInfo in DER: 91 bytes.</summary>
    public byte[] PublicKey { get; }

    /// <summary>SHA-256 of <see cref="PublicKey"/>: the receipt's node field.</summary>
    public Digest KeyDigest { get; }

    /// <summary>The id the key gives.</summary>
    public NodeId Id { get; }

    /// <summary>Loads the key of <paramref name="home"/>, or makes one. Two processes that race get the same key.</summary>
    /// <exception cref="NodeKeyException">The file is not a P-256 key, or others may read it.</exception>
    public static NodeIdentity LoadOrCreate(string home)
    {
        Directory.CreateDirectory(home);
        var path = Path.Combine(home, FileName);
        if (!File.Exists(path))
            Create(home, path);
        return Load(path);
    }

    /// <summary>Signs a message: r‖s, 64 bytes, low s. Safe from any thread.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        lock (gate)
            return NodeSignature.Sign(key, message);
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    private static void Create(string home, string path)
    {
        using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var draft = Path.Combine(home, $".{FileName}.{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var stream = new FileStream(draft, options))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(fresh.ExportPkcs8PrivateKeyPem());
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        // A second name is given only where there is none, in one step. Moving without overwriting looks first and renames then on POSIX, between which another process's key
        // may have come; it is for Windows, where it is one step, and for file systems without second names.
        if (OperatingSystem.IsWindows() || (Link(draft, path) != 0 && !File.Exists(path)))
        {
            try
            {
                File.Move(draft, path, overwrite: false);
                return;
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process was first: its key is the node's.
            }
        }

        File.Delete(draft);
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string from, string to);

    private static NodeIdentity Load(string path)
    {
        if (!OperatingSystem.IsWindows())
            RequireOwnerOnly(path);
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            if (key.KeySize != 256 || key.ExportParameters(false).Curve.Oid.Value != "1.2.840.10045.3.1.7")
                throw new NodeKeyException($"{path} holds a key of another kind than P-256.", "Move the file away; the node then makes a new key and joins as a new node.");
            return new NodeIdentity(key);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new NodeKeyException($"{path} is not a private key.", "Restore it from a backup, or move it away to join as a new node.", e);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static void RequireOwnerOnly(string path)
    {
        var mode = File.GetUnixFileMode(path);
        if ((mode & ~(OwnerOnly | UnixFileMode.UserExecute)) != 0)
            throw new NodeKeyException($"{path} may be read or changed by others (mode {Convert.ToString((int)mode, 8)}).", $"Run: chmod 600 {path}");
    }
}
