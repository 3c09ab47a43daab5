using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.DurableTask.Protobuf;

namespace Render.Functions.Tests.Durable;

/// <summary>Counts the work items that a worker was given and has not answered.</summary>
internal sealed class WorkItems : Interceptor
{
    private int _open;

    /// <summary>Completes when none is under way.</summary>
    public async Task Quiet()
    {
        while (Volatile.Read(ref _open) > 0)
            await Task.Delay(5);
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
                Interlocked.Increment(ref items._open);
            return more;
        }
    }
}
