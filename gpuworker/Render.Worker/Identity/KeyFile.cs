using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Render.Worker.Identity;

/// <summary>A P-256 private key in a file (PKCS#8, PEM), readable by its owner only.</summary>
public static partial class KeyFile
{
    private const string P256 = "1.2.840.10045.3.1.7";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens the key, or makes one. Two processes that race get the same key.</summary>
    /// <param name="path">The file.</param>
    /// <param name="wayOut">What to do where the file holds something else.</param>
    /// <exception cref="NodeKeyException">The file is not a P-256 key, or others may read it.</exception>
    public static ECDsa OpenOrCreate(string path, string wayOut)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!File.Exists(path))
            Create(path);
        return Load(path, wayOut);
    }

    /// <summary>Reads a key.</summary>
    /// <exception cref="ArgumentException">The text is no PEM of a key.</exception>
    /// <exception cref="CryptographicException">It is of another kind than a P-256 private key.</exception>
    public static ECDsa Read(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            // A public key alone has no private part to export.
            if (key.KeySize == 256 && key.ExportParameters(includePrivateParameters: true).Curve.Oid.Value == P256)
                return key;
            throw new CryptographicException("The key is of another kind than P-256.");
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private static void Create(string path)
    {
        using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var draft = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
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
                // Another process was first: its key is the one.
            }
        }

        File.Delete(draft);
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string from, string to);

    private static ECDsa Load(string path, string wayOut)
    {
        if (!OperatingSystem.IsWindows())
            RequireOwnerOnly(path);
        try
        {
            return Read(File.ReadAllText(path));
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new NodeKeyException($"{path} is no private key of P-256.", wayOut, e);
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
