using Render.Network.Jobs;

namespace Render.Network.Economics;

/// <summary>The ledger's account names: <c>kind</c> or <c>kind:id</c>.</summary>
public static class Accounts
{
    /// <summary>What the network keeps of charges and slashes.</summary>
    public const string Treasury = "treasury";

    /// <summary>The sink of burns: its balance only grows.</summary>
    public const string Burned = "burned";

    /// <summary>The source of emission: goes negative by what was minted.</summary>
    public const string Minted = "minted";

    /// <summary>The source of a local network's test tokens: goes negative by what was handed out.</summary>
    public const string Faucet = "faucet";

    /// <summary>Wallets of the chain that the network does not hold: goes negative by what was deposited beyond what was withdrawn.</summary>
    public const string Outside = "outside";

    /// <summary>What the names of all bonds begin with; a receipt's digest follows.</summary>
    public const string Bonds = "bond:";

    /// <summary>A creator's free balance.</summary>
    public static string Creator(CreatorId id) => "creator:" + id;

    /// <summary>What a job has locked.</summary>
    public static string Escrow(JobId id) => "escrow:" + id;

    /// <summary>An operator's free balance.</summary>
    public static string Operator(OperatorId id) => "operator:" + id;

    /// <summary>A node's stake.</summary>
    public static string Stake(NodeId id) => "stake:" + id;

    /// <summary>What a creator locked to dispute a receipt.</summary>
    public static string Bond(Proof.Digest receipt) => Bonds + receipt;

    /// <summary>Whether the account may go negative: only <see cref="Minted"/>, <see cref="Faucet"/> and <see cref="Outside"/> may, since every token comes from one of them.</summary>
    public static bool IsSource(string account) => account is Minted or Faucet or Outside;

    /// <summary>Whether the account is somebody's free balance: a creator's or an operator's.</summary>
    public static bool IsFree(string account) =>
        (account.StartsWith("creator:", StringComparison.Ordinal) && CreatorId.TryParse(account["creator:".Length..], out _))
        || (account.StartsWith("operator:", StringComparison.Ordinal) && OperatorId.TryParse(account["operator:".Length..], out _));

    /// <summary>Whether the name has one of the forms of this class.</summary>
    public static bool IsKnown(string account)
    {
        if (account is Treasury or Burned or Minted or Faucet or Outside) return true;
        var colon = account.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < account.Length - 1 && account.AsSpan(0, colon) is ("creator" or "escrow" or "operator" or "stake" or "bond");
    }
}
