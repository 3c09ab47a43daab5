namespace Render.Network.Jobs;

/// <summary>Says what is wrong with a spec's <see cref="ShotSettings"/>.</summary>
internal static class ShotValidation
{
    public static void Check(JobSpec spec, SpecLimits limits, JobSpecValidation.Rule require)
    {
        var shot = spec.Shot;
        require(Enum.IsDefined(shot.Filter), "spec.filter.unknown", "filter", $"Filter {(int)shot.Filter} is none.", "Use box or blackman-harris.");
        require(Enum.IsDefined(shot.LightUnits), "spec.lightUnits.unknown", "lightUnits", $"Light units {(int)shot.LightUnits} are none.", "Use gltf or blender.");
        require(
            shot.ShutterThousandths >= 0 && shot.ShutterThousandths <= limits.LongestShutter, "spec.shutter.outOfRange", "shutter",
            $"A shutter that is open for {shot.ShutterThousandths / 1000m} of a frame is not accepted.", $"Give 0 to {limits.LongestShutter / 1000m}; 0 is no motion blur.");
        CheckLens(shot, require);
        require(
            shot.NoiseTargetMillionths is >= 0 and <= 1_000_000, "spec.noiseTarget.outOfRange", "noiseTarget",
            $"A noise target of {shot.NoiseTargetMillionths / 1_000_000m} is not accepted.", "Give 0 to 1; 0 takes every sample of every pixel.");
        require(
            shot.NoiseTargetMillionths <= 0 || !spec.Statistical, "spec.statistical.noiseTarget", "noiseTarget",
            "Ranges of samples that are compared must have as many samples.", "Leave noiseTarget or statistical out.");
    }

    private static void CheckLens(ShotSettings shot, JobSpecValidation.Rule require)
    {
        require(
            shot.Aperture is null or { Unit: ApertureUnit.Stops, Count: >= 100 and <= 1_000_000 } or { Unit: ApertureUnit.Radius, Count: >= 1 and <= 1_000_000_000 }, "spec.aperture.outOfRange", "aperture",
            $"An aperture of {shot.Aperture} is not accepted.", "Give f/0.1 to f/1000, or a radius of 0.000001m to 1000m.");
        require(
            shot.FocusMillimetres is null or (>= 1 and <= 1_000_000_000), "spec.focus.outOfRange", "focus", $"A focus at {shot.FocusMillimetres / 1000m} m is not accepted.",
            "Give 0.001 to 1000000 metres.");
        require(shot.Aperture is null || shot.FocusMillimetres is not null, "spec.focus.missing", "focus", "A lens that is open must be focused.", "Give the distance in metres at which things are sharp.");
        require(shot.FocusMillimetres is null || shot.Aperture is not null, "spec.aperture.missing", "aperture", "A pinhole needs no focus: all is sharp.", "Give an aperture, such as f/2.8, or leave focus out.");
    }
}
