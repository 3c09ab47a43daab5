using Render.Network.Economics;

namespace Render.Network.Scheduling;

/// <summary>Each merit by itself, in millionths: 0 worst, 1,000,000 best.</summary>
/// <param name="Speed">s / (s + 1 unit a second): a reference machine has half.</param>
/// <param name="Load">1 − load.</param>
/// <param name="Bytes">Bytes present / bytes needed; whole where nothing is needed.</param>
/// <param name="Distance">50 ms / (50 ms + round trip).</param>
/// <param name="Reputation">The reputation.</param>
/// <param name="Price">(price − ask) / price; 0 where the node asks all of it.</param>
public readonly record struct ScoreParts(int Speed, int Load, int Bytes, int Distance, int Reputation, int Price)
{
    private const int Whole = 1_000_000;
    private const long HalfSpeedMilli = 1_000;
    private const long HalfDistanceMicros = 50_000;

    /// <summary>The parts for these inputs; every division rounds down.</summary>
    public static ScoreParts Of(ScoreInputs inputs)
    {
        var speed = Math.Max(0, inputs.SpeedMilli);
        var roundTrip = Math.Max(0, inputs.RoundTripMicros);
        return new ScoreParts(
            Share((ulong)speed, (UInt128)speed + HalfSpeedMilli),
            Whole - Math.Clamp(inputs.LoadPpm, 0, Whole),
            inputs.BytesNeeded <= 0 ? Whole : Share((ulong)Math.Clamp(inputs.BytesPresent, 0, inputs.BytesNeeded), (ulong)inputs.BytesNeeded),
            Share(HalfDistanceMicros, (UInt128)HalfDistanceMicros + (ulong)roundTrip),
            Math.Clamp(inputs.ReputationPpm, 0, Whole),
            inputs.Price.IsZero ? 0 : (int)new Tokens(Whole).MultiplyDivide(inputs.Price.MinusOrZero(inputs.Ask).Units, inputs.Price.Units).Units);
    }

    private static int Share(UInt128 part, UInt128 whole) => (int)(part * Whole / whole);
}
