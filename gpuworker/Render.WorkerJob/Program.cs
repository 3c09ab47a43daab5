using Render.WorkerJob.Running;

using var signals = new StopSignals();
return await RenderWorker.Invoke(args, Environment.GetEnvironmentVariable, Console.Out, Console.Error, signals, TimeProvider.System);
