using System.Text.Json.Nodes;
using Render.Network.Economics;
using Render.Network.Proof;

namespace Render.Network.Tests.Vectors;

/// <summary>
/// Vectors of stake: what locks, releases and slashes, one after the other, leave of it, with amounts of every length up to 80 bits, so that a contract of 96 takes their
/// sums. And what a node's key signs to be registered on a chain.
/// </summary>
internal static class StakeVectors
{
    // Made once, with a fixed nonce, by an independent implementation.
    public const string RegistrationSignature = "000974e1639cd802311562bab3210887202b3f2eda61ae3d5e8e9c43f57a55d5752b7d00cdcf2436b86d8e3bcf8f5439a808232fc27fce6bd16f02716bd9be73";

    private const int Drawn = 64;

    public static JsonNode Stakes()
    {
        var cases = new JsonArray(
            Case(("lock", 1), ("slash", 1), ("release", 1)),
            Case(("lock", 1_000_000), ("slash", 1), ("slash", 1), ("release", 999_998), ("slash", 1_000_000)),
            Case(("lock", 1_000_001), ("slash", 1), ("release", 1_000_000), ("release", 999_999)),
            Case(("lock", 3), ("slash", 333_333), ("slash", 333_334), ("slash", 500_000), ("lock", 7)),
            Case(("lock", 10), ("slash", 0), ("release", 11), ("release", 10), ("slash", 1_000_000)),
            Case(("slash", 1_000_000), ("release", 1), ("lock", 5), ("slash", 1_000_000)));
        for (var number = 0; number < Drawn; number++) cases.Add(Case(Draw(number)));
        return cases;
    }

    public static JsonNode Registrations()
    {
        using var key = Samples.Key(ProofVectors.NodeName);
        const ulong Chain = 421_614;
        const uint Number = 3;
        byte[] contract = Samples.Digest("contract").ToArray()[..NodeRegistration.AddressSize];
        byte[] account = Samples.Digest("operator").ToArray()[..NodeRegistration.AddressSize];
        return new JsonObject
        {
            ["chainId"] = Chain,
            ["contract"] = Convert.ToHexStringLower(contract),
            ["operator"] = Convert.ToHexStringLower(account),
            ["number"] = Number,
            ["node"] = Samples.KeyDigest(key).ToString(),
            ["encoding"] = Convert.ToHexStringLower(NodeRegistration.Encode(Chain, contract, account, Number)),
            ["publicKey"] = Convert.ToHexStringLower(key.ExportSubjectPublicKeyInfo()),
            ["signature"] = RegistrationSignature,
            ["highS"] = Signatures.Twin(RegistrationSignature),
        };
    }

    private static JsonObject Case(params (string Operation, UInt128 Amount)[] steps)
    {
        var balance = default(StakeBalance);
        var written = new JsonArray();
        foreach (var (operation, amount) in steps)
        {
            var taken = Tokens.Zero;
            StakeBalance? after = operation switch
            {
                "lock" => balance.Lock(new(amount)),
                "release" => balance.Release(new(amount)),
                _ => balance.Slash((int)amount),
            };
            if (operation == "slash") taken = balance.SlashAmount((int)amount);
            balance = after ?? balance;
            written.Add(new JsonObject
            {
                ["operation"] = operation,
                ["amount"] = amount.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["refused"] = after is null,
                ["taken"] = taken.ToString(),
                ["locked"] = balance.Locked.ToString(),
            });
        }

        return new JsonObject { ["steps"] = written };
    }

    // Mostly within what is there; releases now and then of more.
    private static (string, UInt128)[] Draw(int number)
    {
        var steps = new List<(string, UInt128)>();
        var locked = default(StakeBalance);
        for (var i = 0; i < 4 + (number % 9); i++)
        {
            var name = $"stake {number} step {i}";
            var bits = NamedDraw.Bits(name);
            var wide = NamedDraw.Bits(name + " amount") >> (48 + (int)(NamedDraw.Bits(name + " length") % 72));
            var (operation, amount) = i == 0 || bits % 4 == 0 ? ("lock", wide + 1)
                : bits % 4 == 1 ? ("release", 1 + (wide % (locked.Locked.Units + 2)))
                : ("slash", bits % 4 == 2 ? wide % 1_000_001 : wide % 1_000);
            steps.Add((operation, amount));
            locked = operation switch
            {
                "lock" => locked.Lock(new(amount)),
                "release" => locked.Release(new(amount)) ?? locked,
                _ => locked.Slash((int)amount),
            };
        }

        return [.. steps];
    }
}
