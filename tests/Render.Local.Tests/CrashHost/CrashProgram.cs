namespace Render.Local.Tests.CrashHost;

/// <summary>Lets the test assembly be run as the process that gets killed: <c>dotnet Render.Local.Tests.dll crash FOLDER LIFE</c>.</summary>
public static class CrashProgram
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not ["crash", var folder, var life])
        {
            Console.Error.WriteLine("This assembly holds tests; run them with dotnet test.");
            return 2;
        }

        await CrashWork.Run(folder, int.Parse(life, System.Globalization.CultureInfo.InvariantCulture), Console.Out);
        return 0;
    }
}
