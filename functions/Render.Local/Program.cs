using Render.Local.Cli;
using Render.Local.Host;

using var interrupts = new Interrupts();
if (args.Contains(Leash.Option))
    Leash.Watch(interrupts, TimeProvider.System);
return await RenderCommand.Invoke(args, Surroundings.OfProcess() with { Leave = interrupts.Leave, StopReason = () => interrupts.Reason }, interrupts.Stop);
