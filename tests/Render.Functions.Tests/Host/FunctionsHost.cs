using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Azure.Storage.Queues;
using Google.Protobuf;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Render.Functions.Tests.Host.Rpc;

namespace Render.Functions.Tests.Host;

/// <summary>
/// What the Functions host does for our app, as far as our app uses it: starts the worker process, speaks the FunctionRpc protocol with it, and drives it by HTTP, queue,
/// blob, timer and orchestration triggers. A worker that ends is started again.
/// </summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly WebApplication _app;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, string> _settings;
    private readonly ConcurrentDictionary<string, FunctionsWorker> _workers = new();
    private readonly List<Task> _loops = [];
    private FunctionsWorker _current = null!;
    private GrpcChannel _channel = null!;
    private Uri _rpc = null!;

    private FunctionsHost(WebApplication app, Dictionary<string, string> settings) => (_app, _settings) = (app, settings);

    /// <summary>Where the app's HTTP functions are reached.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>What the worker logged.</summary>
    public HostLog Logs { get; } = new();

    /// <summary>The functions that the worker has.</summary>
    public IReadOnlyDictionary<string, FunctionInfo> Functions => _current.Functions;

    /// <summary>Starts host and worker.</summary>
    /// <param name="storage">The emulator's connection string.</param>
    /// <param name="settings">The app's settings.</param>
    public static async Task<FunctionsHost> Start(string storage, IReadOnlyDictionary<string, string> settings)
    {
        FunctionsHost? host = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddGrpc(options => (options.MaxReceiveMessageSize, options.MaxSendMessageSize) = (null, null));
        builder.Services.AddSingleton(_ => new FunctionRpcService(id => host!._workers.GetValueOrDefault(id)));
        DurableBackend.AddTo(builder.Services);
        var app = builder.Build();
        app.MapGrpcService<FunctionRpcService>();
        DurableBackend.Map(app);
        host = new FunctionsHost(app, new Dictionary<string, string>(settings));
        app.MapFallback("{**path}", new HttpFront(() => host._current, host.BindDurable, host._http).Serve);
        await host.Begin(storage);
        return host;
    }

    /// <summary>Ends the worker at once; it is started again by itself.</summary>
    public Task KillWorker() => _current.Kill();

    /// <summary>Completes when the worker's functions are loaded; a worker that was killed meanwhile is waited for again.</summary>
    /// <exception cref="InvalidOperationException">It does not come to that.</exception>
    public async Task Ready()
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
                throw new InvalidOperationException($"The worker does not start:\n{string.Join('\n', Logs.TakeLast(30))}");
            try
            {
                await _current.Ready.WaitAsync(Patience);
                return;
            }
            catch (WorkerLostException)
            {
                await Task.Delay(20);
            }
        }
    }

    /// <summary>Fires a timer trigger.</summary>
    public Task<FunctionAnswer> Tick(string function) => Invoke(
        function, new TypedData { Json = """{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":false}""" });

    /// <summary>Tells that a blob arrived in the container of a blob trigger.</summary>
    public Task<FunctionAnswer> BlobArrived(string function, string name)
    {
        var trigger = Functions[function];
        var container = trigger.Text("path")!.Split('/')[0];
        var content = JsonSerializer.Serialize(new { Connection = trigger.Text("connection"), ContainerName = container, BlobName = name });
        var blob = new ModelBindingData { Version = "1.0", Source = "AzureStorageBlobs", ContentType = "application/json", Content = ByteString.CopyFromUtf8(content) };
        return Invoke(function, new TypedData { ModelBindingData = blob }, ("name", name));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _current.DisposeAsync();
        await Task.WhenAll(_loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _channel.Dispose();
        _http.Dispose();
        // Not in order: the task hub would wait an hour for work whose worker is gone.
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    private async Task Begin(string storage)
    {
        await _app.StartAsync();
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToList();
        (_rpc, Url) = (new Uri(addresses[0]), new Uri(addresses[1]));
        _settings["RenderStorage"] = storage;
        _settings["WEBSITE_HOSTNAME"] = $"{Url.Host}:{Url.Port}";
        _current = StartWorker();
        _loops.Add(KeepWorker());
        await Ready();
        _channel = GrpcChannel.ForAddress(_rpc, new GrpcChannelOptions { MaxReceiveMessageSize = null, MaxSendMessageSize = null });
        _loops.Add(new DurableBackend((name, kind, data) => Invoke(name, kind == "orchestrationTrigger" ? new TypedData { String = data } : new TypedData { Json = data })).Run(_channel, _stop.Token));
        var queues = new QueueServiceClient(storage);
        foreach (var function in Functions.Values.Where(function => function.Kind == "queueTrigger"))
        {
            var name = function.Text("queueName")!;
            var listener = new QueueListener(queues.GetQueueClient(name), queues.GetQueueClient(name + "-poison"), message => Invoke(function.Name, new TypedData { String = message }));
            _loops.Add(listener.Run(_stop.Token));
        }
    }

    /// <summary>Invokes a function until it answers: a worker that ended meanwhile is started again, and asked again.</summary>
    private async Task<FunctionAnswer> Invoke(string function, TypedData trigger, params (string Name, string Value)[] metadata)
    {
        while (true)
        {
            try
            {
                await Ready();
                var worker = _current;
                var info = worker.Functions[function];
                var request = new InvocationRequest();
                request.InputData.Add(new ParameterBinding { Name = info.Text("name"), Data = trigger });
                foreach (var (name, value) in metadata)
                    request.TriggerMetadata[name] = new TypedData { String = value };
                BindDurable(info, request);
                var answer = await worker.Invoke(function, request);
                return answer.Result.Status == StatusResult.Types.Status.Success
                    ? new FunctionAnswer(Text(answer.ReturnValue), null)
                    : new FunctionAnswer(null, answer.Result.Exception?.Message ?? $"{answer.Result.Status}");
            }
            catch (WorkerLostException) when (!_stop.IsCancellationRequested)
            {
                await Task.Delay(20);
            }
        }
    }

    private void BindDurable(FunctionInfo function, InvocationRequest request)
    {
        if (function.DurableClient is not { } parameter)
            return;
        var client = JsonSerializer.Serialize(new
        {
            rpcBaseUrl = _rpc.ToString(),
            taskHubName = "test",
            connectionName = "",
            requiredQueryStringParameters = "",
            httpBaseUrl = "",
            maxGrpcMessageSizeInBytes = 1 << 24,
            grpcHttpClientTimeout = "\"00:01:40\"",
        });
        request.InputData.Add(new ParameterBinding { Name = parameter, Data = new TypedData { String = client } });
    }

    private async Task KeepWorker()
    {
        while (!_stop.IsCancellationRequested)
        {
            await _current.Ended;
            if (_stop.IsCancellationRequested)
                return;
            var ended = _current;
            _current = StartWorker();
            await ended.DisposeAsync();
        }
    }

    private FunctionsWorker StartWorker()
    {
        var id = Guid.NewGuid().ToString();
        var program = typeof(Coordination.CoordinatorKeeper).Assembly.Location;
        var folder = Path.GetDirectoryName(program)!;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder, UseShellExecute = false };
        start.ArgumentList.Add(program);
        foreach (var (name, value) in _settings)
            start.Environment[name] = value;
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = folder;
        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        start.Environment["Functions__Worker__HostEndpoint"] = _rpc.ToString();
        start.Environment["Functions__Worker__WorkerId"] = id;
        start.Environment["Functions__Worker__RequestId"] = Guid.NewGuid().ToString();
        start.Environment["Functions__Worker__GrpcMaxMessageLength"] = int.MaxValue.ToString(CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Logs.Add(line.Data);
        process.ErrorDataReceived += (_, line) => Logs.Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return _workers[id] = new FunctionsWorker(folder, process, Logs);
    }

    private static string? Text(TypedData? data) => data?.DataCase switch
    {
        TypedData.DataOneofCase.String => data.String,
        TypedData.DataOneofCase.Json => data.Json,
        TypedData.DataOneofCase.Bytes => Encoding.UTF8.GetString(data.Bytes.Span),
        _ => null,
    };
}
