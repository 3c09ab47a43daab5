using System.Text.Json.Serialization;
using Render.Network.Economics;

namespace Render.Network.Governance;

/// <summary>How a job's charge is split, in basis points; the three add up to 10,000.</summary>
/// <param name="BurnBp">Destroyed. Default 4,500.</param>
/// <param name="TreasuryBp">Kept by the network. Default 500.</param>
/// <param name="OperatorsBp">Paid to operators. Default 5,000.</param>
public sealed record ChargeSplit(int BurnBp = 4_500, int TreasuryBp = 500, int OperatorsBp = 5_000)
{
    /// <summary>Burn, treasury, operators, in this order.</summary>
    [JsonIgnore]
    public IReadOnlyList<Share> Shares => [new("burn", (UInt128)BurnBp), new("treasury", (UInt128)TreasuryBp), new("operators", (UInt128)OperatorsBp)];
}
