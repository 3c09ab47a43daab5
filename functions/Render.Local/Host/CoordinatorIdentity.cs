using System.Security.Cryptography;

namespace Render.Local.Host;

/// <summary>What a network keeps of itself between starts: its name and its admin token, in files that only their owner may read.</summary>
/// <param name="NetworkName">The network's name; made at the first start, so that no receipt counts in two networks.</param>
/// <param name="AdminToken">Opens the creator's side.</param>
internal sealed record CoordinatorIdentity(string NetworkName, string AdminToken)
{
    /// <summary>Reads the identity of a folder, or makes it.</summary>
    public static CoordinatorIdentity ReadOrCreate(string folder) => new(
        ReadOrCreate(Path.Combine(folder, "network"), () => "render-local-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))),
        ReadOrCreate(Path.Combine(folder, "token"), () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))));

    private static string ReadOrCreate(string path, Func<string> make)
    {
        if (File.Exists(path))
            return File.ReadAllText(path).Trim();
        var text = make();
        SecretFile.Write(path, System.Text.Encoding.ASCII.GetBytes(text));
        return text;
    }
}
