using System.Text.RegularExpressions;
using Render.WorkerJob.Settings;

namespace Render.WorkerJob.Tests.Container;

/// <summary>What can be said of the image without building it: see docs/operators.md for what was run instead.</summary>
public sealed partial class DockerfileTests
{
    private const string Project = "gpuworker/Render.WorkerJob/Render.WorkerJob.csproj";

    private readonly Dockerfile file = Dockerfile.Read(Repository.PathOf("gpuworker/Dockerfile"));
    private readonly IgnoreFile ignored = new(File.ReadLines(Repository.PathOf(".dockerignore")));

    private IEnumerable<(IReadOnlyList<string> Sources, string Target)> Copies =>
        from copy in file.Named("COPY")
        where !copy.Flags.Any(flag => flag.StartsWith("--from=", StringComparison.Ordinal))
        select ((IReadOnlyList<string>)[.. copy.Arguments.SkipLast(1)], copy.Arguments[^1]);

    private List<string> Restored => [.. Copies.SelectMany(copy => copy.Sources).Where(source => source.EndsWith(".csproj", StringComparison.Ordinal))];

    [Fact]
    public void Copy_EverySource_ExistsAndIsSentToTheBuild() =>
        Assert.All(Copies.SelectMany(copy => copy.Sources), source =>
        {
            Assert.True(Path.Exists(Repository.PathOf(source)), $"{source} does not exist");
            Assert.False(ignored.Ignores(source), $"{source} is ignored");
        });

    [Fact]
    public void Copy_EveryProjectFile_GoesWhereItStands() =>
        Assert.All(Copies.Where(copy => copy.Sources[0].EndsWith(".csproj", StringComparison.Ordinal)), copy =>
            Assert.Equal(Path.GetDirectoryName(Assert.Single(copy.Sources)), copy.Target.TrimEnd('/')));

    [Fact]
    public void Copy_ProjectFilesBeforeTheRestore_AreExactlyThoseOfThePublish() =>
        Assert.Equal(Repository.Closure(Project).Order(StringComparer.Ordinal), Restored.Order(StringComparer.Ordinal));

    [Fact]
    public void Copy_SourcesOfThePublish_ComeAfterTheRestore()
    {
        var instructions = file.Instructions.ToList();
        var restore = instructions.FindIndex(instruction => instruction.Text.StartsWith("dotnet restore", StringComparison.Ordinal));
        var publish = instructions.FindIndex(instruction => instruction.Text.StartsWith("dotnet publish", StringComparison.Ordinal));
        int Copied(string what) => instructions.FindIndex(instruction => instruction.Name == "COPY" && instruction.Arguments.Contains(what));

        Assert.All(Repository.Closure(Project), project =>
        {
            Assert.InRange(Copied(project), 0, restore);
            Assert.InRange(Copied(Path.GetDirectoryName(project)!), restore, publish);
        });
    }

    [Fact]
    public void Copy_FilesThatEveryBuildReads_AreThere()
    {
        // Found by the build in the root, without any project naming them.
        var props = Directory.EnumerateFiles(Repository.Root).Select(Path.GetFileName).Where(name =>
            name is "global.json" or ".editorconfig" or "BannedSymbols.txt" || name!.StartsWith("Directory.", StringComparison.Ordinal));

        Assert.Empty(props.Except(Copies.SelectMany(copy => copy.Sources)));
    }

    [Theory]
    [InlineData(".git/config")]
    [InlineData("local.settings.json")]
    [InlineData("gpuworker/Render.Worker/bin/Release/net10.0/Render.Worker.dll")]
    [InlineData("gpuworker/Render.WorkerJob/obj/project.assets.json")]
    [InlineData("functions/Render.Local/Program.cs")]
    [InlineData("artifacts/builds/x")]
    public void Ignore_WhatTheImageDoesNotNeed_IsNotSent(string path) => Assert.True(ignored.Ignores(path));

    [Fact]
    public void Arg_Everywhere_HasADefault() =>
        Assert.All(file.Named("ARG"), arg => Assert.Matches("^[A-Z_]+=.+$", arg.Text));

    [Fact]
    public void From_BaseImages_AreGivenByArguments() =>
        Assert.Equal(["${SDK_IMAGE}", "${RUNTIME_IMAGE}"], file.Named("FROM").Select(from => from.Arguments[0]));

    [Fact]
    public void Variables_UsedInCommands_AreArgumentsOfTheirStage()
    {
        var known = new HashSet<string>();
        foreach (var instruction in file.Instructions)
        {
            if (instruction.Name == "FROM")
            {
                if (file.Named("FROM").First() != instruction)
                    known.Clear();
                continue;
            }

            if (instruction.Name == "ARG")
                known.Add(instruction.Text.Split('=')[0]);
            else
                Assert.Empty(Used().Matches(instruction.Text).Select(match => match.Groups[1].Value).Except(known));
        }
    }

    [Fact]
    public void User_OfTheImage_IsAFixedNumberAndNotRoot()
    {
        var user = Assert.Single(file.Image, instruction => instruction.Name == "USER").Text.Split(':').Select(int.Parse).ToArray();

        Assert.All(user, id => Assert.InRange(id, 1_000, 60_000));
        // Nothing runs as somebody else before the worker starts.
        Assert.DoesNotContain(file.Image, instruction => instruction.Name == "RUN");
        Assert.Contains(file.Image, instruction => instruction.Flags.Contains($"--chown={user[0]}:{user[1]}"));
    }

    [Fact]
    public void Volumes_OfTheImage_AreWhereTheWorkerWrites()
    {
        var volumes = Assert.Single(file.Image, instruction => instruction.Name == "VOLUME").Text;
        var home = Environment().Single(variable => variable.Name == Variables.Home.Name).Value;

        Assert.Contains($"\"{home}\"", volumes, StringComparison.Ordinal);
        Assert.Contains("\"/tmp\"", volumes, StringComparison.Ordinal);
    }

    [Fact]
    public void Environment_OfTheImage_HasNoSecretAndOnlyVariablesThatAreRead()
    {
        Assert.All(Environment(), variable => Assert.DoesNotMatch("(?i)key|token|secret|password|connection|sig=", variable.Name + variable.Value));
        Assert.Empty(Environment().Select(variable => variable.Name).Where(name => name.StartsWith("RENDER_", StringComparison.Ordinal))
            .Except(Variables.All.Select(variable => variable.Name)));
    }

    [Fact]
    public void Entrypoint_AndHealthCheck_AreTheProgramThatIsPublished()
    {
        var entry = Assert.Single(file.Image, instruction => instruction.Name == "ENTRYPOINT").Text;
        var health = Assert.Single(file.Image, instruction => instruction.Name == "HEALTHCHECK").Text;
        var target = file.Image.First(instruction => instruction.Name == "COPY" && instruction.Arguments[0] == "/publish").Arguments[1];

        Assert.Equal($"[\"{target}/{typeof(Variables).Assembly.GetName().Name}\"]", entry);
        Assert.EndsWith($"CMD [\"{target}/{typeof(Variables).Assembly.GetName().Name}\", \"--health\"]", health, StringComparison.Ordinal);
        Assert.Contains("--output /publish", file.Instructions.Single(run => run.Text.StartsWith("dotnet publish", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_OfTheImage_AreThoseOfTheOpenContainerInitiative()
    {
        var labels = Assert.Single(file.Image, instruction => instruction.Name == "LABEL").Text;

        Assert.All(["title", "description", "version", "revision"], name => Assert.Contains($"org.opencontainers.image.{name}=", labels, StringComparison.Ordinal));
    }

    private IEnumerable<(string Name, string Value)> Environment() =>
        from instruction in file.Image
        where instruction.Name == "ENV"
        from word in instruction.Words
        let at = word.IndexOf('=', StringComparison.Ordinal)
        select (word[..at], word[(at + 1)..]);

    [GeneratedRegex(@"\$\{?([A-Z_]+)")]
    private static partial Regex Used();
}
