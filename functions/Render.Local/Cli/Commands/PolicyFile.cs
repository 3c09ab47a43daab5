using System.Text.Json;
using Render.Network.Governance;

namespace Render.Local.Cli.Commands;

/// <summary>A file of policy values that differ: <c>{ "path.of.value": value, … }</c>.</summary>
internal static class PolicyFile
{
    /// <summary>The changes that a file asks for.</summary>
    /// <exception cref="CommandFailedException">The file cannot be read, or holds no such object.</exception>
    public static PolicyDiff Read(FileInfo file)
    {
        try
        {
            return PolicyDiff.Parse(File.ReadAllText(file.FullName))
                ?? throw new CommandFailedException(ExitCode.BadInput, $"{file} holds no JSON object.", "Write { \"path.of.value\": value, … }.");
        }
        catch (JsonException e)
        {
            throw new CommandFailedException(ExitCode.BadInput, $"{file} is no JSON: line {e.LineNumber + 1}.", "Check quotes, commas and braces there.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.BadInput, $"{file} cannot be read: {e.Message}", "Check the path.", e);
        }
    }

    /// <summary>What to say where the values of a file are not allowed.</summary>
    public static CommandFailedException NotAllowed(FileInfo file, IReadOnlyList<PolicyError> errors) => new(
        ExitCode.BadInput, $"{file}: {string.Join("; ", errors.Select(error => $"{error.Path}: {error.Message}"))}.", "Write values that the policy has, within their bounds.");
}
