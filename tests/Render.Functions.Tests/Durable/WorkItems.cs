using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.DurableTask.Protobuf;

namespace Render.Functions.Tests.Durable;

/// <summary>Counts the work items that a worker was given and has not answered.</summary>
internal sealed class WorkItems : Interceptor
{
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentDictionary<string, int> _histories = new();
    private int _open;
    private long _given;

    /// <summary>How many events the backend sent of an instance with its last turn.</summary>
    public int HistoryOf(string instance) => _histories[instance];

    /// <summary>Completes when none is under way and none has come for a while: what the backend is about to hand out cannot be seen.</summary>
    public async Task Quiet()
    {
        long seen;
        do
        {
            seen = Volatile.Read(ref _given);
            await Task.Delay(Calm);
        }
        while (Volatile.Read(ref _open) > 0 || Volatile.Read(ref _given) != seen);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, context);
        return new AsyncServerStreamingCall<TResponse>(
            new Counting<TResponse>(call.ResponseStream, this), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, context);
        return request is ActivityResponse or OrchestratorResponse
            ? new AsyncUnaryCall<TResponse>(Answered(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose)
            : call;
    }

    private async Task<T> Answered<T>(Task<T> response)
    {
        try
        {
            return await response;
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private sealed class Counting<T>(IAsyncStreamReader<T> inner, WorkItems items) : IAsyncStreamReader<T>
    {
        public T Current => inner.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            var more = await inner.MoveNext(cancellationToken);
            if (more && Current is WorkItem { RequestCase: WorkItem.RequestOneofCase.ActivityRequest or WorkItem.RequestOneofCase.OrchestratorRequest })
            {
                Interlocked.Increment(ref items._open);
                Interlocked.Increment(ref items._given);
            }

            if (more && Current is WorkItem { OrchestratorRequest: { } turn })
                items._histories[turn.InstanceId] = turn.PastEvents.Count + turn.NewEvents.Count;
            return more;
        }
    }
}
