using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Quotes;

/// <summary>
/// Which blocks a pilot traces: the job is cut into strata over frames and picture, and two blocks are drawn from each, so that both the
/// total and its uncertainty can be estimated (Cochran, Sampling Techniques, 3rd ed., §5.3–5.4). A small job is traced whole.
/// </summary>
/// <param name="Strata">A partition of the job.</param>
/// <param name="Blocks">The blocks drawn, one or two a stratum, in the order of strata.</param>
/// <param name="Samples">Samples of each pixel in the whole job.</param>
public sealed record PilotPlan(ImmutableArray<PilotStratum> Strata, ImmutableArray<PilotBlock> Blocks, int Samples)
{
    private const int DrawsPerStratum = 2;

    /// <summary>The plan for a job; the same for the same arguments everywhere.</summary>
    /// <param name="frames">The frames; at least one.</param>
    /// <param name="size">Pixels of a frame; at least one.</param>
    /// <param name="samples">Samples of each pixel; at least one.</param>
    /// <param name="budget">How much may be traced.</param>
    /// <param name="key">Keys the draw: package and settings, so that nobody chooses the blocks.</param>
    /// <exception cref="ArgumentException">The job is empty.</exception>
    public static PilotPlan Draw(FrameRange frames, ImageSize size, int samples, PilotBudget budget, Digest key)
    {
        if (frames.Count <= 0 || size.Width <= 0 || size.Height <= 0 || samples <= 0)
            throw new ArgumentException("A job without frames, pixels or samples has no work.", nameof(frames));
        var strata = Stratify(frames, size, Math.Max(1, budget.Blocks / DrawsPerStratum));
        var range = new SampleRange(0, Math.Clamp(budget.Samples, 1, samples));
        var blocks = ImmutableArray.CreateBuilder<PilotBlock>(strata.Length * DrawsPerStratum);
        for (var i = 0; i < strata.Length; i++)
            blocks.AddRange(DrawFrom(strata[i], i, range, key));
        return new PilotPlan(strata, blocks.ToImmutable(), samples);
    }

    /// <summary>Key of the draw for a package under settings.</summary>
    public static Digest Key(Digest package, Digest settings) => new CanonicalWriter(DomainTags.Pilot).Digest(package).Digest(settings).ToDigest();

    // As many cuts in time as along each side of the picture.
    private static ImmutableArray<PilotStratum> Stratify(FrameRange frames, ImageSize size, int most)
    {
        var (columns, rows) = (Parts(size.Width), Parts(size.Height));
        var slices = (int)Math.Min(frames.Count, Math.Max(1, CubeRoot(most)));
        var perSlice = Math.Max(1, most / slices);
        var across = Math.Clamp(SquareRoot((long)perSlice * columns / rows), 1, Math.Min(columns, perSlice));
        var down = Math.Clamp(perSlice / across, 1, rows);
        var strata = ImmutableArray.CreateBuilder<PilotStratum>(slices * across * down);
        for (var slice = 0; slice < slices; slice++)
        {
            var time = new FrameRange(frames.First + Cut(frames.Count, slice, slices), frames.First + Cut(frames.Count, slice + 1, slices) - 1);
            for (var row = 0; row < down; row++)
            {
                for (var column = 0; column < across; column++)
                {
                    var (left, right) = (Cut(columns, column, across) * PixelRegion.BlockSize, Cut(columns, column + 1, across) * PixelRegion.BlockSize);
                    var (top, bottom) = (Cut(rows, row, down) * PixelRegion.BlockSize, Cut(rows, row + 1, down) * PixelRegion.BlockSize);
                    strata.Add(new PilotStratum(
                        time, new PixelRegion(left, top, Math.Min(right, size.Width) - left, Math.Min(bottom, size.Height) - top)));
                }
            }
        }

        return strata.MoveToImmutable();
    }

    private static IEnumerable<PilotBlock> DrawFrom(PilotStratum stratum, int number, SampleRange samples, Digest key)
    {
        var first = Number(key, number, 0, stratum.Blocks);
        yield return BlockAt(stratum, number, first, samples);
        if (stratum.Blocks == 1)
            yield break;
        // Without replacement: the second is drawn from the others.
        var second = Number(key, number, 1, stratum.Blocks - 1);
        yield return BlockAt(stratum, number, second >= first ? second + 1 : second, samples);
    }

    private static PilotBlock BlockAt(PilotStratum stratum, int number, long index, SampleRange samples)
    {
        var perFrame = stratum.Region.Blocks;
        return new PilotBlock(number, stratum.Frames.First + (int)(index / perFrame), stratum.Region.Block((int)(index % perFrame)), samples);
    }

    // Reduction of 64 bits to the range by multiplication: a bias below 2⁻³², which no estimate sees.
    private static long Number(Digest key, int stratum, int draw, long range)
    {
        Span<byte> input = stackalloc byte[Digest.Size + 8];
        key.CopyTo(input);
        BinaryPrimitives.WriteInt32BigEndian(input[Digest.Size..], stratum);
        BinaryPrimitives.WriteInt32BigEndian(input[(Digest.Size + 4)..], draw);
        Span<byte> hash = stackalloc byte[Digest.Size];
        SHA256.HashData(input, hash);
        return (long)Math.BigMul(BinaryPrimitives.ReadUInt64BigEndian(hash), (ulong)range, out _);
    }

    private static int Cut(long whole, int index, int parts) => (int)(whole * index / parts);

    private static int Parts(int side) => (side + PixelRegion.BlockSize - 1) / PixelRegion.BlockSize;

    private static int CubeRoot(int value)
    {
        var root = 1;
        while ((long)(root + 1) * (root + 1) * (root + 1) <= value)
            root++;
        return root;
    }

    private static int SquareRoot(long value) => (int)Math.Sqrt(value);
}
