using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Render.Local.Cli.Values;
using Render.Network.Proof;
using Render.Worker.Identity;

namespace Render.Local.Cli.Commands;

/// <summary><c>render node attest KEY</c>: for whoever holds an attestor's key. Asks no coordinator.</summary>
internal static class AttestNode
{
    private const int MostDays = 3_650;

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var node = new Argument<Digest>("KEY") { Description = "SHA-256 of the node's public key, as `render node key` shows it.", CustomParser = Parsers.Of(ParseDigest) };
        var key = new Option<FileInfo>("--key") { Description = "The attestor's P-256 private key, PKCS#8 in PEM.", HelpName = "FILE", Required = true };
        var network = new Option<string>("--network") { Description = "The network's name: part of what is signed.", HelpName = "NAME", Required = true };
        var region = new Option<string>("--region") { Description = "The region that the node stands in. Default: nothing is said of it.", HelpName = "REGION", DefaultValueFactory = _ => "", CustomParser = Parsers.Of(PlaceOptions.Region) };
        var jurisdiction = new Option<string>("--jurisdiction") { Description = "The jurisdiction that it stands in. Default: nothing is said of it.", HelpName = "CODE", DefaultValueFactory = _ => "", CustomParser = Parsers.Of(PlaceOptions.Jurisdiction) };
        var days = new Option<int>("--days") { Description = "Days until it ends.", HelpName = "N", DefaultValueFactory = _ => 365, CustomParser = Parsers.Of(Parsers.Whole(1, MostDays, "days")) };
        var to = new Option<FileInfo>("--out") { Description = "Where to write it.", HelpName = "FILE", Required = true };
        var command = new TeachingCommand(
            "attest", "Sign that the node of a key stands in a region or a jurisdiction, for networks whose policy lists the signer among its attestors. The node sends the file when it joins.")
        {
            Examples = [("render node attest 3f…9c --key registrar.pem --network acme --region eu-west --jurisdiction IE --out attic-1.place", "then: render node --attestation attic-1.place --region eu-west --jurisdiction IE")],
        };
        command.Add(node);
        foreach (var option in new Option[] { key, network, region, jurisdiction, days, to })
            command.Add(option);
        return command.Reporting().Runs(surroundings, (context, _) =>
        {
            using var signer = ReadKey(context.Words.GetRequiredValue(key).FullName);
            var publicKey = signer.ExportSubjectPublicKeyInfo();
            var now = surroundings.Time.GetUtcNow();
            var ends = now.AddDays(context.Words.GetValue(days));
            var statement = new PlaceStatement(
                Digest.OfText(context.Words.GetRequiredValue(network)), Digest.Of(publicKey), context.Words.GetRequiredValue(node), context.Words.GetValue(region)!,
                context.Words.GetValue(jurisdiction)!, (ulong)now.ToUnixTimeMilliseconds(), (ulong)ends.ToUnixTimeMilliseconds());
            if (!statement.IsSound)
                throw new CommandFailedException(ExitCode.Usage, "It says nothing about a place.", "Give --region, --jurisdiction, or both.");
            var encoded = statement.ToArray();
            var file = context.Words.GetRequiredValue(to).FullName;
            Write(file, [.. encoded, .. NodeSignature.Sign(signer, encoded)]);
            if (context.Screen.AsJson)
                context.Screen.Json(new Signed(file, NodeKey.IdOf(statement.Node).Value, statement.Region, statement.Jurisdiction, ends, publicKey), CommandJson.Options);
            else
            {
                context.Screen.Line(string.Create(CultureInfo.InvariantCulture, $"{file}: {NodeKey.IdOf(statement.Node)} stands in {string.Join(", ", new[] { statement.Region, statement.Jurisdiction }.Where(name => name.Length > 0))}, until {ends:yyyy-MM-dd HH:mm} UTC"));
                context.Screen.Line($"signed by attestor {statement.Attestor}; its public key, for a policy's places.attestors: {Convert.ToBase64String(publicKey)}");
            }

            return Task.FromResult(ExitCode.Success);
        });
    }

    private static Digest ParseDigest(string text) =>
        Digest.TryParse(text, out var digest) ? digest : throw new FormatException($"'{text}' is no digest of a key. Write the 64 digits that `render node key` shows.");

    private static ECDsa ReadKey(string path)
    {
        const string fix = "Make one with: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out attestor.pem";
        try
        {
            return KeyFile.Read(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new CommandFailedException(ExitCode.BadInput, $"{path} is no private key that can be read: {e.Message}", fix, e);
        }
    }

    private static void Write(string path, byte[] bytes)
    {
        try
        {
            File.WriteAllBytes(path, bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.BadInput, $"{path} cannot be written: {e.Message}", "Name another --out.", e);
        }
    }

    private sealed record Signed(string File, string Node, string Region, string Jurisdiction, DateTimeOffset Ends, byte[] AttestorPublicKey);
}
