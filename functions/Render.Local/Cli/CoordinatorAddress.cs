using System.Text.Json;
using System.Text.Json.Serialization;
using Render.Local.Host;

namespace Render.Local.Cli;

/// <summary>Where a coordinator listens and the token that opens its creator's side.</summary>
/// <param name="Url">Base address, without a path.</param>
/// <param name="Token">The admin token; empty where none is known.</param>
/// <param name="ProcessId">The coordinator's process; 0 where unknown.</param>
public sealed record CoordinatorAddress(Uri Url, string Token, int ProcessId = 0)
{
    /// <summary>Writes the file at <paramref name="path"/>, readable by its owner only, complete or not at all.</summary>
    public void Write(string path) =>
        SecretFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this, CoordinatorAddressJson.Default.CoordinatorAddress));

    /// <summary>The address in the file at <paramref name="path"/>; null where there is no such file.</summary>
    /// <exception cref="CommandFailedException">The file is damaged.</exception>
    public static CoordinatorAddress? Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, CoordinatorAddressJson.Default.CoordinatorAddress);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw new CommandFailedException(Cli.ExitCode.BadInput, $"{path} is damaged.", "Start the coordinator again with `render up`, which writes it anew.", e);
        }
    }
}

/// <summary>Source-generated JSON of <see cref="CoordinatorAddress"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(CoordinatorAddress))]
internal sealed partial class CoordinatorAddressJson : JsonSerializerContext;
