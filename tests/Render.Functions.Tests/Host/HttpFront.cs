using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;
using Render.Functions.Tests.Host.Rpc;

namespace Render.Functions.Tests.Host;

/// <summary>The HTTP trigger as the platform has it: finds the function by route and method, announces the invocation to the worker and passes the request on to the worker's own server.</summary>
internal sealed class HttpFront(Func<FunctionsWorker> current, Action<FunctionInfo, InvocationRequest> bind, HttpClient http)
{
    /// <summary>A worker that has said that its functions are loaded may not listen yet: so often it is tried again, as the platform's RetryProxyHandler does.</summary>
    private const int Tries = 10;

    private static readonly HashSet<string> Hop = new(StringComparer.OrdinalIgnoreCase) { "Host", "Connection", "Transfer-Encoding", "Keep-Alive", "Expect" };

    /// <summary>Serves a request.</summary>
    public async Task Serve(HttpContext context)
    {
        FunctionsWorker worker;
        try
        {
            worker = current();
            await worker.Ready;
        }
        catch (WorkerLostException)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        if (Find(worker, context.Request) is not { } function)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        var request = new InvocationRequest { InvocationId = Guid.NewGuid().ToString() };
        request.InputData.Add(new ParameterBinding { Name = function.Text("name"), Data = new TypedData { Http = new RpcHttp { Method = context.Request.Method, Url = context.Request.Path } } });
        bind(function, request);
        var invocation = worker.Invoke(function.Name, request);
        try
        {
            await Pass(context, new Uri(worker.Http, context.Features.Get<IHttpRequestFeature>()!.RawTarget), request.InvocationId);
            await invocation;
        }
        catch (Exception e) when (e is HttpRequestException or WorkerLostException or IOException)
        {
            if (!context.Response.HasStarted)
                context.Response.StatusCode = StatusCodes.Status502BadGateway;
            else
                context.Abort();
        }
    }

    private async Task<HttpResponseMessage> Send(HttpContext context, Uri target, string invocation)
    {
        for (var tried = 1; ; tried++)
            try
            {
                return await SendOnce(context, target, invocation);
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError && tried < Tries)
            {
                // Nothing of the request was read yet.
                await Task.Delay(TimeSpan.FromMilliseconds(25 * tried), context.RequestAborted);
            }
    }

    private async Task<HttpResponseMessage> SendOnce(HttpContext context, Uri target, string invocation)
    {
        using var onward = new HttpRequestMessage(new HttpMethod(context.Request.Method), target);
        if (context.Request.ContentLength is > 0 || context.Request.Headers.TransferEncoding.Count > 0)
            onward.Content = new StreamContent(context.Request.Body);
        foreach (var (name, value) in context.Request.Headers)
            if (!Hop.Contains(name) && !onward.Headers.TryAddWithoutValidation(name, value.ToArray()))
                onward.Content?.Headers.TryAddWithoutValidation(name, value.ToArray());
        onward.Headers.Add("x-ms-invocation-id", invocation);
        return await http.SendAsync(onward, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
    }

    private async Task Pass(HttpContext context, Uri target, string invocation)
    {
        using var answer = await Send(context, target, invocation);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, value) in answer.Headers.Concat(answer.Content.Headers))
            if (!Hop.Contains(name))
                context.Response.Headers[name] = value.ToArray();
        await using var body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
        var chunk = new byte[16_384];
        int read;
        while ((read = await body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            await context.Response.Body.WriteAsync(chunk.AsMemory(0, read), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static FunctionInfo? Find(FunctionsWorker worker, HttpRequest request) => worker.Functions.Values
        .Where(function => function.Kind == "httpTrigger" && Methods(function).Contains(request.Method, StringComparer.OrdinalIgnoreCase))
        // As routing ranks them: literal segments before parameters.
        .OrderByDescending(function => function.Text("route")!.Split('/').Count(part => !part.StartsWith('{')))
        .FirstOrDefault(function => Matches(function.Text("route")!, request.Path));

    private static bool Matches(string route, PathString path) =>
        new TemplateMatcher(new RouteTemplate(RoutePatternFactory.Parse(route)), []).TryMatch(path, []);

    private static IEnumerable<string> Methods(FunctionInfo function) => function.Trigger.GetProperty("methods").EnumerateArray().Select(method => method.GetString()!);
}
