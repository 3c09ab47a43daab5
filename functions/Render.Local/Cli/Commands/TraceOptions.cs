using System.CommandLine;
using Render.Local.Cli.Values;
using Render.Network.Jobs;
using Render.Tracing.Ilgpu.Devices;
using Render.Tracing.Rendering;
using Render.Worker.Tracer;
using RenderSettings = Render.Network.Jobs.RenderSettings;

namespace Render.Local.Cli.Commands;

/// <summary>The options of <c>render trace</c>, and the shot that they describe.</summary>
internal sealed class TraceOptions
{
    private readonly Option<FileInfo> _output = new("--out") { Description = "The file to write: .png as the view shows it, or .exr with linear light in 32-bit floats.", HelpName = "FILE", Required = true };

    private readonly Option<int> _frame = new("--frame") { Description = "Which frame, at 24 a second.", HelpName = "F", DefaultValueFactory = _ => 0, CustomParser = Parsers.Of(Parsers.Whole(0, 99_999, "a frame")) };

    private readonly Option<ImageSize> _size = new("--size") { Description = "Pixels.", HelpName = "WxH", DefaultValueFactory = _ => new ImageSize(640, 360), CustomParser = Parsers.Of(SizeText.Parse) };

    private readonly Option<int> _samples = new("--samples") { Description = "Light paths through each pixel.", HelpName = "N", DefaultValueFactory = _ => 64, CustomParser = Parsers.Of(Parsers.Whole(1, 65_536, "samples")) };

    private readonly Option<int> _bounces = new("--bounces") { Description = "Most bounces of a light path: 8 are nine scattering vertices, as in Cycles.", HelpName = "N", DefaultValueFactory = _ => 8, CustomParser = Parsers.Of(Parsers.Whole(0, 64, "bounces")) };

    private readonly Option<int> _threads = new("--threads") { Description = "Threads to trace with. Default: every core.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount, CustomParser = Parsers.Of(Parsers.Whole(1, 1_024, "threads")) };

    private readonly Option<bool> _denoise = new("--denoise") { Description = "Take the noise out of the finished frame; --samples is then even. A job's --denoise gives the same picture." };

    private readonly ShotOptions _look = new();

    private readonly ViewOptions _view = new();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _output, _frame, _size, _samples, _bounces })
            command.Add(option);
        _look.AddTo(command);
        _view.AddTo(command);
        command.Add(_denoise);
        command.Add(_threads);
        command.Add(CommonOptions.Device);
    }

    /// <summary>What was asked for.</summary>
    public TraceShot Read(ParseResult words)
    {
        var job = new RenderSettings(
            JobKind.Render, words.GetValue(_size), words.GetValue(_samples), words.GetValue(_bounces), Seed: 0, new FrameRate(24), Camera: null, Environment: "auto", TracerIdentity.Name, EngineBuild.Number);
        return new(
            words.GetRequiredValue(_output), words.GetValue(_frame), _look.Apply(words, job), _look.EnvironmentFile(words), _view.Read(words), words.GetValue(_threads), words.GetValue(CommonOptions.Device)!)
        {
            IsDenoised = words.GetValue(_denoise),
        };
    }
}

/// <summary>A frame to trace, and where to.</summary>
/// <param name="Output">The file to write.</param>
/// <param name="Frame">Frame number.</param>
/// <param name="Settings">How it is traced, as a job would say it.</param>
/// <param name="EnvironmentFile">A picture that lights the scene from afar; null: what the settings say.</param>
/// <param name="View">How a PNG shows it; null: not said.</param>
/// <param name="Threads">Threads of the processor.</param>
/// <param name="Device">What traces.</param>
internal sealed record TraceShot(FileInfo Output, int Frame, RenderSettings Settings, string? EnvironmentFile, ViewSettings? View, int Threads, DeviceRequest Device)
{
    /// <summary>Whether noise is taken out of the finished frame.</summary>
    public bool IsDenoised { get; init; }

    /// <summary>Pixels.</summary>
    public ImageSize Size => Settings.Size;

    /// <summary>Paths a pixel.</summary>
    public int Samples => Settings.Samples;
}
