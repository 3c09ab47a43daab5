using Render.Network.Proof;
using Render.Network.Splitting;

namespace Render.Network.Jobs;

/// <summary>Says everything that is wrong with a spec, at once.</summary>
public static class JobSpecValidation
{
    /// <summary>All errors, in the order of the spec's fields; empty where the spec is sound.</summary>
    public static IReadOnlyList<SpecError> Check(JobSpec spec, SpecLimits limits)
    {
        var errors = new List<SpecError>();
        void Require(bool sound, string code, string field, string message, string fix)
        {
            if (!sound)
                errors.Add(new SpecError(code, field, message, fix));
        }

        CheckWhat(spec, limits, Require);
        CheckPicture(spec, limits, Require);
        ShotValidation.Check(spec, limits, Require);
        CheckTerms(spec, limits, Require);
        CheckPlacement(spec.Placement.IsOne ? "placement" : "placement.scene", spec.Placement.Scene, limits, Require);
        // What is wrong with fields that they have in common is said once.
        if (spec.Placement.Output != spec.Placement.Scene)
            CheckPlacement("placement.output", spec.Placement.Output, limits, Require);
        if (spec.Placement.Logs != spec.Placement.Scene && spec.Placement.Logs != spec.Placement.Output)
            CheckPlacement("placement.logs", spec.Placement.Logs, limits, Require);
        CheckStatistical(spec, Require);
        CheckDenoise(spec, limits, Require);
        Require(
            spec.TotalSamples <= (UInt128)limits.MostTotalSamples, "spec.work.tooLarge", "samples",
            $"The job has {spec.TotalSamples} samples; at most {limits.MostTotalSamples} are accepted.", "Split it into several jobs, or lower size, samples or frames.");
        Require(
            SplitLimits.FewestTasks(spec.Frames.Count, spec.Size.Width, spec.Size.Height) * (ulong)(spec.Statistical || spec.Denoise ? SplitLimits.Halves : 1) <= SplitLimits.MostTasks,
            "spec.work.tooManyTasks", "frames",
            $"{spec.Frames.Count} frames of {spec.Size} are more than {SplitLimits.MostTasks} tasks.", "Split it into several jobs of fewer frames.");
        return errors;
    }

    internal delegate void Rule(bool sound, string code, string field, string message, string fix);

    private static void CheckWhat(JobSpec spec, SpecLimits limits, Rule require)
    {
        var kindKnown = Enum.IsDefined(spec.Kind);
        require(kindKnown, "spec.kind.unknown", "kind", $"Kind {(int)spec.Kind} is none.", "Use render, infer or denoise.");
        require(
            !kindKnown || limits.Kinds.Contains(spec.Kind), "spec.kind.unsupported", "kind", $"No engine here does {Lower(spec.Kind)} jobs.",
            $"This network accepts: {string.Join(", ", limits.Kinds.Select(Lower))}.");
        require(
            spec.Name is null || (spec.Name.Length > 0 && spec.Name.Length <= limits.LongestName && !spec.Name.Any(char.IsControl)), "spec.name.unreadable", "name",
            "The job's name is empty, too long, or holds control characters.", $"Give 1 to {limits.LongestName} printable characters, or leave it out.");
        require(!spec.Package.IsZero, "spec.package.empty", "package", "No scene package is named.", "Upload the scene and give its package digest.");
        require(spec.Creator != default, "spec.creator.missing", "creator", "Nobody pays for the job.", "Give the creator's id.");
        require(
            !spec.SaltCommitment.IsZero, "spec.salt.missing", "saltCommitment", "The creator has not committed to a salt.",
            "Draw 32 random bytes, keep them, and give the commitment to them.");
    }

    private static void CheckPicture(JobSpec spec, SpecLimits limits, Rule require)
    {
        var (first, last) = spec.Frames;
        require(last >= first, "spec.frames.reversed", "frames", $"Frames {first} to {last} run backwards: no frame would be rendered.", $"Write {last}-{first}.");
        require(first >= 0 && last >= 0, "spec.frames.negative", "frames", $"Frames {spec.Frames} are below zero.", "Frames count from 0.");
        require(
            Math.Max(first, last) <= limits.LastFrame, "spec.frames.tooLarge", "frames", $"Frame {Math.Max(first, last)} is beyond the last one accepted.",
            $"Frames end at {limits.LastFrame}.");
        var (numerator, denominator) = spec.FramesPerSecond;
        var rateReadable = numerator > 0 && denominator > 0;
        require(rateReadable, "spec.framesPerSecond.notPositive", "framesPerSecond", $"{numerator}/{denominator} frames per second is not a rate above zero.", "Write 24, or 30000/1001.");
        require(
            !rateReadable || numerator <= (long)limits.HighestRate * denominator, "spec.framesPerSecond.tooLarge", "framesPerSecond",
            $"{spec.FramesPerSecond} frames per second is too fast.", $"At most {limits.HighestRate} are accepted.");
        var (width, height) = spec.Size;
        require(width > 0 && height > 0, "spec.size.empty", "size", $"A frame of {spec.Size} has no pixels.", "Write WIDTHxHEIGHT, both at least 1.");
        require(
            width <= limits.LargestSide && height <= limits.LargestSide, "spec.size.tooLarge", "size", $"A frame of {spec.Size} is too large.",
            $"Each side may have at most {limits.LargestSide} pixels.");
        require(spec.Samples > 0, "spec.samples.notPositive", "samples", $"{spec.Samples} samples give no picture.", "Give at least 1 sample per pixel.");
        require(
            spec.Samples <= limits.MostSamples, "spec.samples.tooLarge", "samples", $"{spec.Samples} samples per pixel are too many.", $"At most {limits.MostSamples} are accepted.");
        require(
            spec.Bounces >= 0 && spec.Bounces <= limits.MostBounces, "spec.bounces.outOfRange", "bounces", $"{spec.Bounces} bounces are not accepted.",
            $"Give 0 to {limits.MostBounces}.");
        require(
            spec.Camera is null || (spec.Camera.Length > 0 && spec.Camera.Length <= limits.LongestName), "spec.camera.unreadable", "camera",
            "The camera's name is empty or too long.", $"Give a name of 1 to {limits.LongestName} characters, or leave it out.");
        require(
            spec.Environment is "auto" or "sky" or "none" || Digest.TryParse(spec.Environment, out _), "spec.environment.unknown", "environment",
            $"'{spec.Environment}' is no environment.", "Use auto, sky, none, or the digest of an environment map in the package.");
        require(
            Math.Abs((long)spec.View.ExposureMillistops) <= limits.LargestExposure, "spec.exposure.outOfRange", "exposure",
            $"{spec.View.ExposureMillistops / 1000m} stops are not accepted.", $"Give −{limits.LargestExposure / 1000} to {limits.LargestExposure / 1000} stops.");
        require(Enum.IsDefined(spec.View.Transform), "spec.view.unknown", "view", $"View {(int)spec.View.Transform} is none.", "Use standard, neutral, agx or aces.");
    }

    // Halves of a power of two are aligned powers of two, as the comparison's proof demands of ranges.
    private static void CheckStatistical(JobSpec spec, Rule require)
    {
        if (!spec.Statistical)
            return;
        require(
            spec.Samples >= SplitLimits.FewestStatisticalSamples && int.IsPow2(spec.Samples), "spec.statistical.samples", "samples",
            $"{spec.Samples} samples cannot be cut into halves that may be compared.",
            $"Give a power of two of at least {SplitLimits.FewestStatisticalSamples}, such as 64 or 128, or leave statistical out.");
        require(
            spec.Tier is not Tier.Trusted, "spec.statistical.tier", "tier", "Trusted has several operators render the same samples and compares their bytes.",
            "Use economy or priority, or leave statistical out.");
    }

    private static void CheckDenoise(JobSpec spec, SpecLimits limits, Rule require)
    {
        if (!spec.Denoise)
            return;
        require(limits.CanDenoise, "spec.denoise.unsupported", "denoise", "Nobody here takes noise out of frames.", "Set denoise to false.");
        require(
            spec.Samples <= 0 || spec.Samples % SplitLimits.Halves == 0, "spec.denoise.samples", "samples",
            $"Noise is told by comparing two halves of the samples, and {spec.Samples} are odd.", $"Give {spec.Samples + 1L} samples, or leave denoise out.");
        require(
            spec.Size.Pixels <= limits.MostDenoisedPixels, "spec.denoise.size", "size", $"A frame of {spec.Size} is too large to take noise out of.",
            $"Give at most {limits.MostDenoisedPixels} pixels, or leave denoise out.");
    }

    private static void CheckTerms(JobSpec spec, SpecLimits limits, Rule require)
    {
        require(Enum.IsDefined(spec.Tier), "spec.tier.unknown", "tier", $"Tier {(int)spec.Tier} is none.", "Use economy, priority or trusted.");
        require(
            spec.DeadlineSeconds is null or > 0, "spec.deadline.notPositive", "deadlineSeconds", $"A deadline {spec.DeadlineSeconds} seconds after funding is already past.",
            "Give seconds above zero, or leave it out.");
        require(
            spec.DeadlineSeconds is null || spec.DeadlineSeconds <= limits.LongestDeadline, "spec.deadline.tooLarge", "deadlineSeconds",
            $"A deadline of {spec.DeadlineSeconds} seconds is too far.", $"Give at most {limits.LongestDeadline}.");
        require(spec.MaxPrice is not { IsZero: true }, "spec.maxPrice.zero", "maxPrice", "Nothing can be rendered for nothing.", "Give an amount above zero, or leave it out.");
        require(spec.Bid is not { IsZero: true }, "spec.bid.zero", "bid", "No operator asks nothing.", "Give an amount above zero, or leave it out.");
    }

    private static void CheckPlacement(string path, PlacementPolicy placement, SpecLimits limits, Rule require)
    {
        require(
            placement.Regions.Length <= limits.MostPlaces && placement.Jurisdictions.Length <= limits.MostPlaces && placement.DeniedJurisdictions.Length <= limits.MostPlaces,
            "spec.placement.tooLarge", path, "A list of places is too long.", $"Name at most {limits.MostPlaces}.");
        var badRegion = placement.Regions.FirstOrDefault(region => !PlaceName.IsRegion(region));
        require(badRegion is null, "spec.placement.region", $"{path}.regions", $"'{badRegion}' is no region.", "Regions are lower-case letters, digits and hyphens, such as eu-west.");
        var badCode = placement.Jurisdictions.Concat(placement.DeniedJurisdictions).FirstOrDefault(code => !PlaceName.IsJurisdiction(code));
        require(badCode is null, "spec.placement.jurisdiction", $"{path}.jurisdictions", $"'{badCode}' is no jurisdiction.", "Use ISO 3166 codes of two capital letters, such as DE.");
        var both = placement.Jurisdictions.FirstOrDefault(code => placement.DeniedJurisdictions.Contains(code));
        require(both is null, "spec.placement.contradiction", $"{path}.deniedJurisdictions", $"{both} is both allowed and denied.", "Take it out of one of the lists.");
        require(
            Enum.IsDefined(placement.MinimumEvidence), "spec.placement.evidence", $"{path}.minimumEvidence", $"Evidence {(int)placement.MinimumEvidence} is no level.",
            "Use declared, measured or attested.");
    }

    private static string Lower(JobKind kind) => kind.ToString().ToLowerInvariant();
}
