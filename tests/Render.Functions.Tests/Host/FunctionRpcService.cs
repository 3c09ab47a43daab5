using Grpc.Core;
using Render.Functions.Tests.Host.Rpc;

namespace Render.Functions.Tests.Host;

/// <summary>Where the worker process reports: its first message says which one it is.</summary>
internal sealed class FunctionRpcService(Func<string, FunctionsWorker?> workers) : FunctionRpc.FunctionRpcBase
{
    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        if (await requestStream.MoveNext(context.CancellationToken)
            && requestStream.Current is { ContentCase: StreamingMessage.ContentOneofCase.StartStream } first
            && workers(first.StartStream.WorkerId) is { } worker)
            await worker.Converse(requestStream, responseStream, context.CancellationToken);
    }
}
