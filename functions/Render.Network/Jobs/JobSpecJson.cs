using System.Globalization;
using System.Text.Json;
using Render.Network.Economics;
using Render.Network.Proof;

namespace Render.Network.Jobs;

/// <summary>
/// A spec in JSON: one object, every field optional, names as here. <c>frames</c> is <c>"0-23"</c>, <c>size</c> <c>"640x360"</c>,
/// <c>framesPerSecond</c> <c>24</c> or <c>"30000/1001"</c>, <c>exposure</c> stops with up to three decimals, the shot as in <see cref="ShotJson"/>, amounts are decimal strings of
/// units, digests hexadecimal. <c>placement</c> holds one policy for scene, output and logs; objects <c>scene</c>, <c>output</c> and
/// <c>logs</c> in it say where one of them differs.
/// </summary>
public static class JobSpecJson
{
    /// <summary>Reads and checks a spec.</summary>
    /// <param name="root">What was sent.</param>
    /// <param name="defaults">Gives the fields that are left out.</param>
    /// <param name="limits">What this coordinator accepts.</param>
    /// <returns>The spec, and every error of form and content at once; never throws for what was sent.</returns>
    public static JobSpecReading Read(JsonElement root, JobSpec defaults, SpecLimits limits)
    {
        var reading = ReadFields(root, defaults);
        var misread = reading.Errors.Select(error => error.Field).ToHashSet(StringComparer.Ordinal);
        // A field that could not be read holds its default, of which it would be wrong to complain.
        var wrong = JobSpecValidation.Check(reading.Spec, limits).Where(error => !misread.Contains(error.Field));
        return new JobSpecReading(reading.Spec, [.. reading.Errors, .. wrong]);
    }

    /// <summary>Reads and checks a spec from UTF-8 text.</summary>
    /// <returns>As <see cref="Read(JsonElement, JobSpec, SpecLimits)"/>; text that is no JSON is one error.</returns>
    public static JobSpecReading Read(ReadOnlyMemory<byte> utf8, JobSpec defaults, SpecLimits limits)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return Read(document.RootElement, defaults, limits);
        }
        catch (JsonException e)
        {
            return new JobSpecReading(defaults, [new SpecError("spec.json.malformed", "", $"This is no JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.", "Check quotes, commas and braces there.")]);
        }
    }

    /// <summary>Writes every field that has a value.</summary>
    public static void Write(Utf8JsonWriter writer, JobSpec spec)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", SpecFieldReader.NameOf(spec.Kind));
        if (spec.Name is { } name)
            writer.WriteString("name", name);
        writer.WriteString("package", spec.Package.ToString());
        writer.WriteString("frames", spec.Frames.ToString());
        writer.WriteString("framesPerSecond", spec.FramesPerSecond.ToString());
        writer.WriteString("size", spec.Size.ToString());
        writer.WriteNumber("samples", spec.Samples);
        writer.WriteNumber("bounces", spec.Bounces);
        writer.WriteString("tier", SpecFieldReader.NameOf(spec.Tier));
        if (spec.DeadlineSeconds is { } seconds)
            writer.WriteNumber("deadlineSeconds", seconds);
        if (spec.MaxPrice is { } price)
            writer.WriteString("maxPrice", price.ToString());
        if (spec.Bid is { } bid)
            writer.WriteString("bid", bid.ToString());
        if (spec.Camera is { } camera)
            writer.WriteString("camera", camera);
        writer.WriteString("environment", spec.Environment);
        ShotJson.Write(writer, spec.Shot);
        writer.WriteNumber("exposure", spec.View.ExposureMillistops / 1000m);
        writer.WriteString("view", SpecFieldReader.NameOf(spec.View.Transform));
        PlacementJson.Write(writer, spec.Placement);
        writer.WriteBoolean("denoise", spec.Denoise);
        writer.WriteBoolean("statistical", spec.Statistical);
        writer.WriteNumber("seed", spec.Seed);
        if (spec.Creator != default)
            writer.WriteString("creator", spec.Creator.Value);
        writer.WriteString("saltCommitment", spec.SaltCommitment.ToString());
        writer.WriteEndObject();
    }

    internal static JobSpecReading ReadFields(JsonElement root, JobSpec defaults)
    {
        if (root.ValueKind is not JsonValueKind.Object)
            return new JobSpecReading(defaults, [new SpecError("spec.json.notAnObject", "", "A spec is a JSON object.", "Write { \"frames\": \"0-23\", … }.")]);
        var read = new SpecFieldReader(root);
        var spec = new JobSpec
        {
            Kind = read.Name("kind", defaults.Kind),
            Name = read.Text<string?>("name", defaults.Name, PlainText, "a name"),
            Package = read.Text("package", defaults.Package, ParseDigest, "64 lower-case hexadecimal digits"),
            Frames = read.Text("frames", defaults.Frames, Invariant<FrameRange>, "\"A-B\", or one frame"),
            FramesPerSecond = read.Text("framesPerSecond", defaults.FramesPerSecond, Invariant<FrameRate>, "24, or \"30000/1001\""),
            Size = read.Text("size", defaults.Size, Invariant<ImageSize>, "\"WIDTHxHEIGHT\""),
            Samples = read.Text("samples", defaults.Samples, Integer<int>, "a whole number"),
            Bounces = read.Text("bounces", defaults.Bounces, Integer<int>, "a whole number"),
            Tier = read.Name("tier", defaults.Tier),
            DeadlineSeconds = read.Text("deadlineSeconds", defaults.DeadlineSeconds, Nullable<long>(Integer), "a whole number of seconds"),
            MaxPrice = read.Text("maxPrice", defaults.MaxPrice, Nullable<Tokens>(ParseTokens), "a decimal string of units (10⁻¹⁸ of a token)"),
            Bid = read.Text("bid", defaults.Bid, Nullable<Tokens>(ParseTokens), "a decimal string of units (10⁻¹⁸ of a token)"),
            Camera = read.Text<string?>("camera", defaults.Camera, PlainText, "a name"),
            Environment = read.Text<string?>("environment", defaults.Environment, PlainText, "auto, sky, none or a digest") ?? defaults.Environment,
            Shot = ShotJson.Read(read, defaults.Shot),
            View = new ViewSettings(
                read.Text("exposure", defaults.View.ExposureMillistops, Thousandths, "a number of stops with at most three decimals"),
                read.Name("view", defaults.View.Transform)),
            Placement = PlacementJson.Read(read, defaults.Placement),
            Denoise = read.Flag("denoise", defaults.Denoise),
            Statistical = read.Flag("statistical", defaults.Statistical),
            Seed = read.Text("seed", defaults.Seed, Integer<uint>, "a whole number from 0 to 4294967295"),
            Creator = read.Text("creator", defaults.Creator, Invariant<CreatorId>, "the creator's id"),
            SaltCommitment = read.Text("saltCommitment", defaults.SaltCommitment, ParseDigest, "64 lower-case hexadecimal digits"),
        };
        read.Finish();
        return new JobSpecReading(spec, read.Errors);
    }

    private static bool PlainText(string? text, out string? value)
    {
        value = text;
        return text is not null;
    }

    private static bool ParseDigest(string? text, out Digest value) => Digest.TryParse(text, out value);

    private static bool ParseTokens(string? text, out Tokens value) => Tokens.TryParse(text, out value);

    private static bool Invariant<T>(string? text, out T value)
        where T : struct, IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out value);

    private static bool Integer<T>(string? text, out T value)
        where T : struct, System.Numerics.INumberBase<T> => T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static bool Thousandths(string? text, out int value) => ExactDecimal.TryParse(text, 1_000m, out value);

    private static SpecFieldReader.Parser<T?> Nullable<T>(SpecFieldReader.Parser<T> parse)
        where T : struct => (string? text, out T? value) =>
        {
            var read = parse(text, out var present);
            value = read ? present : null;
            return read;
        };
}
