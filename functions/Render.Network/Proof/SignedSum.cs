using System.Runtime.InteropServices;

namespace Render.Network.Proof;

/// <summary>
/// A sum of terms that are as likely positive as negative where nobody cheats, against its own size: S = Σ x, V² = Σ x². Given the magnitudes, the signs
/// are fair coins, so whatever the distribution of x, heavy tails included, P(S² ≥ k·V²) ≤ 2·e^(−k/2), and half of it for one side (W. Hoeffding, JASA
/// 58, 1963, on sums of signs; B. Efron, JASA 64, 1969, on normalising a sum by itself under symmetry).
/// </summary>
[StructLayout(LayoutKind.Auto)]
public record struct SignedSum
{
    /// <summary>Σ x.</summary>
    public double Sum { get; private set; }

    /// <summary>Σ x².</summary>
    public double Squares { get; private set; }

    /// <summary>S² / V², 0 where nothing was added but zeros; never above the number of terms.</summary>
    public readonly double Excess => Squares > 0 ? Sum * Sum / Squares : 0;

    /// <summary>Adds a term.</summary>
    public void Add(double term)
    {
        Sum += term;
        Squares += term * term;
    }

    /// <summary>Adds all terms of another sum.</summary>
    public void Add(in SignedSum other)
    {
        Sum += other.Sum;
        Squares += other.Squares;
    }
}
