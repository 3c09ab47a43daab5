using Render.Network.Jobs;
using Render.Scenes;
using Render.Tracing.Imaging;
using Render.Tracing.Numerics;

namespace Render.Local.Cli.Commands;

/// <summary>Writes a traced frame in the format that its file's name asks for.</summary>
internal static class TraceOutput
{
    /// <summary>Refuses a file that could not be written as asked, before anything is traced.</summary>
    /// <exception cref="CommandFailedException">The name ends in neither .png nor .exr, or a view is asked of linear light.</exception>
    public static void Check(TraceShot shot)
    {
        if (!IsExr(shot.Output) && !shot.Output.Extension.Equals(".png", StringComparison.OrdinalIgnoreCase))
            throw new CommandFailedException(ExitCode.Usage, $"{shot.Output.Name} names no format.", "Let the name end in .png or .exr.");
        if (IsExr(shot.Output) && shot.View is not null)
            throw new CommandFailedException(
                ExitCode.Usage, $"{shot.Output.Name} holds light as it is: --view and --exposure are for pictures that are looked at.", "Leave them out, or write a .png.");
    }

    /// <summary>Writes the frame; a file that was there stays as it was until the new one is whole.</summary>
    /// <param name="shot">What was asked for.</param>
    /// <param name="linear">Its linear light, row by row.</param>
    public static void Write(TraceShot shot, Float3[] linear)
    {
        var (width, height) = (shot.Size.Width, shot.Size.Height);
        Directory.CreateDirectory(shot.Output.DirectoryName!);
        var part = shot.Output.FullName + ".part";
        using (var file = File.Create(part))
        {
            if (IsExr(shot.Output))
                ExrWriter.Write(file, width, height, linear);
            else
                file.Write(Development.ToPng(Development.Of(linear, shot.View ?? ViewSettings.Default), shot.Size));
        }
        File.Move(part, shot.Output.FullName, overwrite: true);
    }

    private static bool IsExr(FileInfo file) => file.Extension.Equals(".exr", StringComparison.OrdinalIgnoreCase);
}
