using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Render.Local.Tests.Host.Support;

/// <summary>A collector of OpenTelemetry's HTTP and protobuf protocol, as much of it as names, traces and parents need.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication web;

    private OtlpReceiver(WebApplication web) => this.web = web;

    public Uri Url => new(web.Urls.First());

    public ConcurrentQueue<OtlpSpan> Spans { get; } = new();

    /// <summary>Names of instruments that were reported.</summary>
    public ConcurrentDictionary<string, string> Metrics { get; } = new(StringComparer.Ordinal);

    public static async Task<OtlpReceiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        var receiver = new OtlpReceiver(builder.Build());
        receiver.web.MapPost("/v1/traces", (HttpContext http) => Take(http, receiver.Trace));
        receiver.web.MapPost("/v1/metrics", (HttpContext http) => Take(http, receiver.Measure));
        receiver.web.MapPost("/v1/logs", (HttpContext http) => Take(http, _ => { }));
        await receiver.web.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await web.DisposeAsync();

    private static async Task Take(HttpContext http, Action<ReadOnlyMemory<byte>> take)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        take(body.ToArray());
        http.Response.ContentType = "application/x-protobuf";
    }

    private void Trace(ReadOnlyMemory<byte> request)
    {
        foreach (var resource in Fields(request, 1))
        {
            var service = Fields(resource, 1).SelectMany(value => Fields(value, 1))
                .Where(pair => Text(pair, 1) == "service.name").Select(pair => Text(Fields(pair, 2).Single(), 1)).Single();
            foreach (var span in Fields(resource, 2).SelectMany(scope => Fields(scope, 2)))
                Spans.Enqueue(new OtlpSpan(service, Hex(span, 1), Hex(span, 2), Hex(span, 4), Text(span, 5)));
        }
    }

    private void Measure(ReadOnlyMemory<byte> request)
    {
        foreach (var metric in Fields(request, 1).SelectMany(resource => Fields(resource, 2)).SelectMany(scope => Fields(scope, 2)))
            Metrics[Text(metric, 1)] = Text(metric, 3);
    }

    private static string Text(ReadOnlyMemory<byte> message, int field) => string.Concat(Fields(message, field).Select(bytes => Encoding.UTF8.GetString(bytes.Span)));

    private static string Hex(ReadOnlyMemory<byte> message, int field) => string.Concat(Fields(message, field).Select(bytes => Convert.ToHexStringLower(bytes.Span)));

    /// <summary>The length-delimited values of a field.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, int field)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = Number(message, ref at);
            switch (key & 7)
            {
                case 0:
                    _ = Number(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 5:
                    at += 4;
                    break;
                case 2:
                    var length = (int)Number(message, ref at);
                    if ((int)(key >> 3) == field)
                        yield return message.Slice(at, length);
                    at += length;
                    break;
                default:
                    throw new InvalidDataException($"wire type {key & 7}");
            }
        }
    }

    private static ulong Number(ReadOnlyMemory<byte> message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message.Span[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }
}

/// <summary>A span as it was sent.</summary>
internal sealed record OtlpSpan(string Service, string Trace, string Id, string Parent, string Name);
