using Spectre.Console;

namespace Render.Local.Cli.Views;

/// <summary>Shows views as they come: redrawn in place on a terminal, told line by line elsewhere.</summary>
internal static class RunShow
{
    /// <summary>Runs <paramref name="run"/> with a way to show a view.</summary>
    public static async Task Run(Surroundings surroundings, Screen screen, Func<Action<RunView>, Task> run)
    {
        if (!screen.IsLive)
        {
            await run(new RunLines(screen.Line, TimeSpan.FromSeconds(5)).Tell);
            return;
        }
        await screen.Console.Live(Text.Empty).AutoClear(false).Overflow(VerticalOverflow.Crop).StartAsync(live => run(view =>
        {
            live.UpdateTarget(RunPicture.Draw(view, surroundings.Width, surroundings.Height));
            live.Refresh();
        }));
    }
}
