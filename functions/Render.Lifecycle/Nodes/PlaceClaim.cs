using Render.Lifecycle.Results;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Nodes;

/// <summary>What a node says about its place when it registers, and what an attestor says for it. Pure.</summary>
internal static class PlaceClaim
{
    /// <summary>What is wrong with it; null where nothing is.</summary>
    /// <param name="message">What the node says.</param>
    /// <param name="node">SHA-256 of its key.</param>
    /// <param name="network">The network.</param>
    /// <param name="places">The policy's places.</param>
    /// <param name="now">Now.</param>
    public static Refusal? Check(RegisterNode message, Digest node, Digest network, PlacePolicy places, DateTimeOffset now)
    {
        if (message.Jurisdiction is not { Length: 0 } and not { Length: 2 } || (message.Jurisdiction.Length > 0 && !PlaceName.IsJurisdiction(message.Jurisdiction)))
            return new Refusal(
                RefusalKind.Invalid, RefusalCodes.NodeInvalid, $"'{message.Jurisdiction}' is no jurisdiction.", "Use an ISO 3166 code of two capital letters, such as DE, or none.");
        if (message.Jurisdiction.Length > 0 && places.Region(message.Region) is { Jurisdictions: { Count: > 0 } within } && !within.Contains(message.Jurisdiction))
            return new Refusal(
                RefusalKind.Invalid, RefusalCodes.NodeInvalid, $"Region {message.Region} lies in {string.Join(", ", within)}, and not in {message.Jurisdiction}.",
                "Declare the region and the jurisdiction that the machine stands in.");
        return message.Attestation is { } attestation ? CheckAttestation(attestation, message, node, network, places, now) : null;
    }

    private static Refusal? CheckAttestation(byte[] attestation, RegisterNode message, Digest node, Digest network, PlacePolicy places, DateTimeOffset now)
    {
        if (!PlaceStatement.TryDecode(attestation, out var statement))
            return Invalid("The attestation cannot be read.", "Send the file that the attestor made, as it is.");
        if (statement.Network != network)
            return Invalid("The attestation is for another network.", "Ask the attestor for one for this network.");
        if (statement.Node != node)
            return Invalid($"The attestation is for {NodeKey.IdOf(statement.Node)}, not for this node.", "Each node needs one of its own, for the key in its folder.");
        if (places.Attestors.FirstOrDefault(one => one.Id == statement.Attestor) is not { } attestor)
            return Invalid(
                "Whoever signed the attestation is no attestor of this network.",
                places.Attestors.Count == 0 ? "This network has none: leave the attestation out." : $"It believes {string.Join(", ", places.Attestors.Select(one => one.Name))}.");
        if (NodeSignature.Verify(attestor.PublicKey, attestation.AsSpan(0, PlaceStatement.Size), attestation.AsSpan(PlaceStatement.Size)) != SignatureCheck.Valid)
            return Invalid($"The attestation does not carry the signature of {attestor.Name}.", "Ask the attestor for a new one.");
        if (statement.ExpiresUnixMs <= (ulong)now.ToUnixTimeMilliseconds())
            return Invalid(
                $"The attestation ended {DateTimeOffset.FromUnixTimeMilliseconds((long)statement.ExpiresUnixMs):yyyy-MM-dd HH:mm} UTC.", $"Ask {attestor.Name} for a new one, or leave it out.");
        if ((statement.Region.Length > 0 && statement.Region != message.Region) || (statement.Jurisdiction.Length > 0 && statement.Jurisdiction != message.Jurisdiction))
            return Invalid(
                $"{attestor.Name} attests {Shown(statement.Region, statement.Jurisdiction)}; the node declares {Shown(message.Region, message.Jurisdiction)}.",
                "Declare what is attested.");
        return null;
    }

    private static string Shown(string region, string jurisdiction) =>
        (region.Length, jurisdiction.Length) switch { (0, 0) => "nothing", (0, _) => jurisdiction, (_, 0) => region, _ => $"{region} in {jurisdiction}" };

    private static Refusal Invalid(string message, string fix) => new(RefusalKind.Invalid, RefusalCodes.AttestationInvalid, message, fix);
}
