using System.Text.Json.Serialization;

namespace Render.Network.Economics;

/// <summary>Burn and mint side by side: what the network's supply did.</summary>
/// <param name="Granted">Test tokens handed out on a local network, and what came from wallets outside beyond what left for them.</param>
/// <param name="Minted">Emission.</param>
/// <param name="Burned">Tokens destroyed by charges and slashes.</param>
public readonly record struct BurnMint(Tokens Granted, Tokens Minted, Tokens Burned)
{
    /// <summary>Tokens in existence: granted + minted − burned.</summary>
    public Tokens Supply => Granted + Minted - Burned;

    /// <summary>Change of the supply by use, in units: minted − burned; negative when more was burned.</summary>
    [JsonConverter(typeof(Posting.JsonDelta))]
    public Int128 Net => checked((Int128)Minted.Units - (Int128)Burned.Units);
}
