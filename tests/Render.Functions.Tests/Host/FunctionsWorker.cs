using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Grpc.Core;
using Render.Functions.Tests.Host.Rpc;

namespace Render.Functions.Tests.Host;

/// <summary>One life of the worker process, from its first word to its end: what it said of itself, and the invocations that are under way.</summary>
internal sealed class FunctionsWorker : IAsyncDisposable
{
    private readonly Channel<StreamingMessage> _outgoing = Channel.CreateUnbounded<StreamingMessage>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _waiting = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HostLog _logs;
    private readonly Process _process;
    private readonly string _folder;

    public FunctionsWorker(string folder, Process process, HostLog logs) => (_folder, _process, _logs) = (folder, process, logs);

    /// <summary>The functions by name.</summary>
    public IReadOnlyDictionary<string, FunctionInfo> Functions { get; private set; } = new Dictionary<string, FunctionInfo>();

    /// <summary>Where it serves HTTP itself.</summary>
    public Uri Http { get; private set; } = null!;

    /// <summary>Completes when its functions are loaded.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Completes when the process has ended.</summary>
    public Task Ended => _process.WaitForExitAsync();

    /// <summary>Speaks with the process until its stream ends.</summary>
    public async Task Converse(IAsyncStreamReader<StreamingMessage> incoming, IServerStreamWriter<StreamingMessage> outgoing, CancellationToken gone)
    {
        var writing = Task.Run(
            async () =>
            {
                await foreach (var message in _outgoing.Reader.ReadAllAsync(gone))
                    await outgoing.WriteAsync(message, gone);
            },
            gone);
        var loading = Load();
        try
        {
            while (await incoming.MoveNext(gone))
                Hear(incoming.Current);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or Grpc.Core.RpcException)
        {
            // A process that was killed says no farewell.
        }

        Lose("the worker's stream ended");
        await Task.WhenAll(writing, loading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Invokes a function.</summary>
    /// <exception cref="WorkerLostException">The process ended before it answered.</exception>
    public async Task<InvocationResponse> Invoke(string function, InvocationRequest request)
    {
        if (request.InvocationId.Length == 0)
            request.InvocationId = Guid.NewGuid().ToString();
        request.FunctionId = Functions[function].Id;
        request.TraceContext ??= new RpcTraceContext();
        var answer = await Ask(new StreamingMessage { InvocationRequest = request }, request.InvocationId);
        return answer.InvocationResponse;
    }

    /// <summary>Ends it at once, as a power cut would.</summary>
    public async Task Kill()
    {
        _process.Kill(entireProcessTree: true);
        await Ended;
        Lose("the worker was killed");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _outgoing.Writer.TryWrite(new StreamingMessage { WorkerTerminate = new WorkerTerminate() });
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_process.HasExited)
                await Kill();
        }

        _process.Dispose();
    }

    private async Task Load()
    {
        try
        {
            var begun = await Ask(new StreamingMessage { WorkerInitRequest = new WorkerInitRequest { HostVersion = "4.1040.0", WorkerDirectory = _folder, FunctionAppDirectory = _folder } });
            Http = new Uri(begun.WorkerInitResponse.Capabilities["HttpUri"]);
            var known = await Ask(new StreamingMessage { FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = _folder } });
            Check(known.FunctionMetadataResponse.Result, "index its functions");
            var functions = new Dictionary<string, FunctionInfo>();
            foreach (var metadata in known.FunctionMetadataResponse.FunctionMetadataResults)
            {
                var id = metadata.FunctionId.Length > 0 ? metadata.FunctionId : Guid.NewGuid().ToString();
                var loaded = await Ask(new StreamingMessage { FunctionLoadRequest = new FunctionLoadRequest { FunctionId = id, Metadata = metadata } });
                Check(loaded.FunctionLoadResponse.Result, $"load '{metadata.Name}'");
                functions.Add(metadata.Name, new FunctionInfo(metadata.Name, id, [.. metadata.RawBindings.Select(text => JsonSerializer.Deserialize<JsonElement>(text))]));
            }

            Functions = functions;
            _ready.TrySetResult();
        }
        catch (Exception e)
        {
            _ready.TrySetException(e);
        }
    }

    private async Task<StreamingMessage> Ask(StreamingMessage question, string? id = null)
    {
        question.RequestId = id ?? Guid.NewGuid().ToString();
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[question.RequestId] = answer;
        if (!_outgoing.Writer.TryWrite(question))
            throw new WorkerLostException("the worker is gone");
        return await answer.Task;
    }

    private void Hear(StreamingMessage message)
    {
        if (message.ContentCase == StreamingMessage.ContentOneofCase.RpcLog)
        {
            _logs.Add($"{message.RpcLog.Category}: {message.RpcLog.Message} {message.RpcLog.Exception?.Message}");
            return;
        }

        if (message is { ContentCase: StreamingMessage.ContentOneofCase.InvocationResponse, InvocationResponse.Result: { Status: not StatusResult.Types.Status.Success } failure })
            _logs.Add($"invocation failed: {failure.Exception?.Message}\n{failure.Exception?.StackTrace}");
        var id = message.ContentCase == StreamingMessage.ContentOneofCase.InvocationResponse ? message.InvocationResponse.InvocationId : message.RequestId;
        if (_waiting.TryRemove(id, out var waiting))
            waiting.TrySetResult(message);
    }

    private void Lose(string why)
    {
        _outgoing.Writer.TryComplete();
        var lost = new WorkerLostException(why);
        _ready.TrySetException(lost);
        foreach (var id in _waiting.Keys)
            if (_waiting.TryRemove(id, out var waiting))
                waiting.TrySetException(lost);
    }

    private static void Check(StatusResult result, string what)
    {
        if (result.Status != StatusResult.Types.Status.Success)
            throw new InvalidOperationException($"The worker could not {what}: {result.Exception?.Message}\n{result.Exception?.StackTrace}");
    }
}

/// <summary>The worker process ended with questions unanswered.</summary>
internal sealed class WorkerLostException(string message) : Exception(message);

/// <summary>A function as the worker told of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">What it is invoked by.</param>
/// <param name="Bindings">Its bindings.</param>
internal sealed record FunctionInfo(string Name, string Id, IReadOnlyList<JsonElement> Bindings)
{
    /// <summary>Its trigger.</summary>
    public JsonElement Trigger => Bindings.First(binding => TypeOf(binding).EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));

    /// <summary>The trigger's kind, such as <c>httpTrigger</c>.</summary>
    public string Kind => TypeOf(Trigger);

    /// <summary>A text of the trigger; null where it has none.</summary>
    public string? Text(string property) => Trigger.EnumerateObject().FirstOrDefault(found => found.Name.Equals(property, StringComparison.OrdinalIgnoreCase)).Value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>Name of the parameter that takes the durable client; null where there is none.</summary>
    public string? DurableClient => Bindings.Where(binding => TypeOf(binding).Equals("durableClient", StringComparison.OrdinalIgnoreCase)).Select(binding => binding.GetProperty("name").GetString()).FirstOrDefault();

    private static string TypeOf(JsonElement binding) => binding.GetProperty("type").GetString()!;
}
