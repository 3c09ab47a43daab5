using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Render.Local.Cli;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker.Peers;

namespace Render.Local.Host;

/// <summary>A node's server for other nodes: one route, small requests, few connections. What is given, the desk decides.</summary>
internal sealed class PeerServer : IAsyncDisposable
{
    private const int Connections = 64;

    private readonly WebApplication web;

    private PeerServer(WebApplication web) => this.web = web;

    /// <summary>Starts it.</summary>
    /// <param name="desk">Decides.</param>
    /// <param name="listen">Where it listens.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CommandFailedException">The address is taken, or is not this machine's.</exception>
    public static async Task<IAsyncDisposable> Start(PeerDesk desk, IPEndPoint listen, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [], ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(listen);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = Connections;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxRequestHeadersTotalSize = 8 << 10;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        var web = builder.Build();
        web.MapGet(PeerDesk.Route, (string digest, HttpContext http) => Answer(desk, digest, http));
        try
        {
            await web.StartAsync(cancellation);
            return new PeerServer(web);
        }
        catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException)
        {
            await web.DisposeAsync();
            throw new CommandFailedException(ExitCode.BadInput, $"Files cannot be served at {listen}: {e.Message}", "Name another address of this machine, or another port, with --serve-chunks.", e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await web.StopAsync(patience.Token);
        await web.DisposeAsync();
    }

    private static async Task Answer(PeerDesk desk, string digest, HttpContext http)
    {
        var headers = http.Request.Headers;
        var range = http.Request.GetTypedHeaders().Range?.Ranges.SingleOrDefault();
        // As sent, before any decoding: what was signed.
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var answer = Digest.TryParse(digest, out var file)
            ? desk.Answer(new PeerRequest(
                target, file, range?.From ?? -1, range?.To ?? -1,
                headers[WireHeaders.Key], headers[WireHeaders.Timestamp], headers[WireHeaders.Signature], headers[WireHeaders.Grant]))
            : new PeerAnswer(StatusCodes.Status404NotFound, default, 0);
        http.Response.StatusCode = answer.Status;
        if (answer.Status != StatusCodes.Status206PartialContent)
            return;
        http.Response.ContentType = WireHeaders.OctetStream;
        http.Response.ContentLength = answer.Content.Length;
        http.Response.GetTypedHeaders().ContentRange = new Microsoft.Net.Http.Headers.ContentRangeHeaderValue(range!.From!.Value, range.To!.Value, answer.Length);
        await http.Response.Body.WriteAsync(answer.Content, http.RequestAborted);
    }
}
