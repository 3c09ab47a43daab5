using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Functions.Settings;

/// <summary>Refuses settings that cannot work, at start, each with its name and what to write.</summary>
internal sealed partial class RenderSettingsCheck : IValidateOptions<RenderSettings>
{
    private const int ShortestToken = 32;
    private const int KeyBytes = 32;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, RenderSettings options)
    {
        var wrong = Faults(options).ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Faults(RenderSettings options)
    {
        if (!Name().IsMatch(options.Network))
            yield return $"Render__Network is '{options.Network}': name the network with 3 to 60 letters, digits and hyphens.";
        if (Unresolved(options.AdminToken))
            yield return "Render__AdminToken is a Key Vault reference that was not resolved: grant the app's identity 'Key Vault Secrets User', and check that the secret exists.";
        else if (options.AdminToken.Length < ShortestToken)
            yield return $"Render__AdminToken has {options.AdminToken.Length} characters: at least {ShortestToken} are needed; 'openssl rand -hex 24' makes one.";
        if (Unresolved(options.BeaconKey))
            yield return "Render__BeaconKey is a Key Vault reference that was not resolved: grant the app's identity 'Key Vault Secrets User', and check that the secret exists.";
        else if (!IsKey(options.BeaconKey))
            yield return $"Render__BeaconKey is no base64 of {KeyBytes} bytes; 'openssl rand -base64 {KeyBytes}' makes one.";
        if (!Uri.TryCreate(options.CoordinatorUrl, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || (url.Scheme == "http" && !url.IsLoopback))
            yield return $"Render__CoordinatorUrl is '{options.CoordinatorUrl}': write the app's own address, https://NAME.azurewebsites.net (http only on this machine).";
        if (options.ReferenceThreads is < 1 or > 64)
            yield return $"Render__ReferenceThreads is {options.ReferenceThreads}: write 1 to 64.";
        if (options.LeaseSeconds is < 5 or > 600)
            yield return $"Render__LeaseSeconds is {options.LeaseSeconds}: write 5 to 600.";
        if (options.SeatSeconds is < 15 or > 60)
            yield return $"Render__SeatSeconds is {options.SeatSeconds}: write 15 to 60.";
        if (options.Region.Length > 0 && !PlaceName.IsRegion(options.Region))
            yield return $"Render__Region is '{options.Region}': write lower-case letters, digits and hyphens, such as eu-west, or nothing.";
        if (options.Jurisdiction.Length > 0 && !PlaceName.IsJurisdiction(options.Jurisdiction))
            yield return $"Render__Jurisdiction is '{options.Jurisdiction}': write an ISO 3166 code of two capital letters, such as IE, or nothing.";
        if (options.Position.Length > 0 && !GeoPoint.TryParse(options.Position, out _))
            yield return $"Render__Position is '{options.Position}': write degrees north and east, such as 53.35,-6.26, or nothing.";
    }

    /// <summary>The platform leaves a reference that it cannot resolve as it is.</summary>
    private static bool Unresolved(string value) => value.StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase);

    private static bool IsKey(string text)
    {
        var bytes = new byte[KeyBytes + 3];
        return Convert.TryFromBase64String(text, bytes, out var length) && length == KeyBytes;
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9-]{1,58}[A-Za-z0-9]$")]
    private static partial Regex Name();
}
