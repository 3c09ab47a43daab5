using System.Globalization;
using System.Text;
using System.Text.Json;
using Render.Lifecycle.Results;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Simulation.Machine;

namespace Render.Simulation.Actors;

/// <summary>A creator: uploads a scene, submits a job, asks again whenever no answer comes, and changes its mind now and then.</summary>
internal sealed partial class CreatorMachine(World world, string name, JobPlan plan)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly SeededStream random = new(world.Simulator.Seed, name);
    private readonly CreatorId creator = CreatorId.Parse(name);
    private SimulatedProcess process = null!;
    private Digest package;

    /// <summary>Where the job stands, as the creator last heard.</summary>
    public JobState? State { get; private set; }

    /// <summary>The job; null before it is submitted.</summary>
    public JobId? Job { get; private set; }

    /// <summary>Who pays.</summary>
    public CreatorId Id => creator;

    /// <summary>How it behaves.</summary>
    public CreatorStrategy Strategy => plan.Strategy;

    /// <summary>From its submission to its end; null before.</summary>
    public TimeSpan? Took { get; private set; }

    /// <summary>Whether it has nothing left to wait for.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Its last word, for a run that does not end.</summary>
    public string Last { get; private set; } = "not started";

    /// <summary>Switches it on.</summary>
    public void Boot()
    {
        process = world.Simulator.Start(name);
        process.Failed = error => world.Oracle.Fail("bug", $"{name}: {error}");
        process.Start(Main);
    }

    private async Task Main()
    {
        await Sleep(plan.Starts);
        await Ask(life => life.Network.Faucet(new FaucetRequest(creator, Tokens.FromWhole(plan.Tokens), $"{name} begins"), CancellationToken.None));
        var stored = await Ask(async life =>
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(plan.Strategy.Scene(plan.Scene)));
            return await life.Creators.StorePackage(content, "scene.glb", CancellationToken.None);
        });
        if (stored.IsRefused)
        {
            End($"package refused: {stored.Refusal.Code}");
            return;
        }

        package = stored.Value.Digest;
        var spec = Spec();
        var salt = Digest.OfText($"salt of {name} {world.Simulator.Seed}");
        var submitted = await Ask(life => life.Creators.Submit(new SubmitJob(spec, $"{name} job", true, salt), CancellationToken.None));
        if (submitted.IsRefused)
        {
            End($"job refused: {submitted.Refusal.Code}");
            return;
        }

        Job = submitted.Value.Id;
        if (plan.Placement is not null)
            world.Oracle.Places.Keep(submitted.Value.Id, JobSpecJson.Read(spec, new JobSpec { Creator = creator, SaltCommitment = Digest.OfText("any") }, SpecLimits.Default).Spec.Placement);
        var submission = world.Simulator.Now;
        await Follow(submitted.Value.Id);
        Took = world.Simulator.Now - submission;
    }

    private async Task Follow(JobId job)
    {
        var began = process.Clock.GetTimestamp();
        var (toppedUp, changedMind) = (0, false);
        while (true)
        {
            await Sleep(random.Exponential(plan.Strategy.Looks));
            var view = await Ask(life => life.Creators.Job(job, CancellationToken.None));
            if (view.IsRefused)
            {
                world.Oracle.Fail("jobs", $"{job} was accepted and is unknown: {view.Refusal.Code}");
                return;
            }

            State = view.Value.State;
            Last = $"{view.Value.State} {view.Value.Tasks} {view.Value.Reason} {view.Value.Shortage?.Message}";
            var isOver = JobTransitions.IsFinal(view.Value.State, view.Value.OrderHash is not null);
            if (plan.Disputes is { } disputes && (isOver || disputes.Early))
                await Doubt(job, disputes);
            if (isOver)
            {
                if (plan.Disputes is not null)
                    await Hear();
                End(view.Value.State.ToString());
                return;
            }

            if (view.Value.State == JobState.AwaitingTopUp && toppedUp < 3)
                await Ask(life => life.Creators.TopUp(job, new TopUpJob(Tokens.FromWhole(10), $"{name} top-up {toppedUp++}"), CancellationToken.None));
            else if (view.Value.State == JobState.AwaitingTopUp)
                await Ask(life => life.Creators.Finish(job, CancellationToken.None));
            if (!changedMind && (process.Clock.GetElapsedTime(began) > plan.CancelsAfter || plan.Strategy.Cancels(view.Value)))
            {
                changedMind = true;
                if (await Ask(life => life.Creators.Cancel(job, CancellationToken.None)) is { Value.State: JobState.Cancelled })
                    world.Oracle.Ends.Stopped(job);
            }
        }
    }

    private void End(string how)
    {
        IsDone = true;
        Last = how;
        world.Note(name, how);
    }

    private JsonElement Spec()
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{ "package": "{{package}}", "creator": "{{creator}}", "tier": "{{plan.Tier}}", "frames": "0-{{plan.Frames - 1}}", "size": "{{plan.Width}}x{{plan.Height}}", "samples": {{plan.Samples}}, "statistical": {{(plan.Statistical ? "true" : "false")}}{{(plan.Placement is { } kept ? $", \"placement\": {kept}" : "")}} }""");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private async Task<Outcome<T>> Ask<T>(Func<CoordinatorLife, Task<Outcome<T>>> request)
        where T : class
    {
        while (true)
        {
            if (await world.Coordinator.TryAsk(process, request, Patience) is { } answer)
                return answer;
            await Sleep(random.Exponential(TimeSpan.FromSeconds(3)));
        }
    }

    private Task Sleep(TimeSpan span) => Task.Delay(span, process.Clock);
}

/// <summary>What a creator will want.</summary>
/// <param name="Starts">When.</param>
/// <param name="Scene">The scene's bytes.</param>
/// <param name="Tier">The tier.</param>
/// <param name="Frames">Frames.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Samples">Samples a pixel.</param>
/// <param name="Tokens">What it has.</param>
/// <param name="CancelsAfter">When it loses patience.</param>
internal sealed record JobPlan(
    TimeSpan Starts, string Scene, Tier Tier, int Frames, int Width, int Height, int Samples, ulong Tokens, TimeSpan CancelsAfter)
{
    /// <summary>How it behaves.</summary>
    public CreatorStrategy Strategy { get; init; } = new();

    /// <summary>Whether nodes may take part whose bytes are their own.</summary>
    public bool Statistical { get; init; }

    /// <summary>Where its data may be, in JSON; null: anywhere.</summary>
    public string? Placement { get; init; }

    /// <summary>How it disputes what it gets; null: it does not.</summary>
    public DisputePlan? Disputes { get; init; }
}
