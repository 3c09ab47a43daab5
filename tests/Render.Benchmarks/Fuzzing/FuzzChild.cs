using System.Globalization;
using Render.TestScenes;
using Render.Tracing.Scenes;

namespace Render.Benchmarks.Fuzzing;

/// <summary>Tries a range of damaged files and tells what becomes of each, before and after.</summary>
internal static class FuzzChild
{
    /// <summary>The argument that asks for it.</summary>
    public const string Word = "--child";

    /// <summary>Large files are tried once in so many.</summary>
    private const int LargeOnce = 25;

    public static void Run(string[] args)
    {
        var corpus = UploadCorpus.Files();
        UploadFile[] large = [.. args[2..].Select(file => new UploadFile(Path.GetFileName(file), File.ReadAllBytes(file)))];
        for (var number = uint.Parse(args[0], CultureInfo.InvariantCulture); number < uint.Parse(args[1], CultureInfo.InvariantCulture); number++)
        {
            Console.WriteLine(number);
            Console.WriteLine($"{number} {Outcome(large.Length > 0 && number % LargeOnce == 0 ? DamagedUpload.Of(large, number / LargeOnce) : DamagedUpload.Of(corpus, number))}");
        }
    }

    private static string Outcome(UploadFile file)
    {
        try
        {
            return UploadTrial.Outcome(file, SceneLimits.Default);
        }
        catch (Exception e)
        {
            var frames = (e.StackTrace ?? "").Split('\n').Take(3).Select(frame => frame.Trim());
            return $"! {e.GetType().Name}: {e.Message} {string.Join(" ", frames)}".ReplaceLineEndings(" ");
        }
    }
}
