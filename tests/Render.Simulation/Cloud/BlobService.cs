using System.Globalization;
using System.Net;

namespace Render.Simulation.Cloud;

/// <summary>
/// The service behind Azure's blob client, as far as seat and ledger use it: block and append blobs, conditions, leases and their errors
/// (https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api). What it has answered it keeps.
/// </summary>
/// <param name="now">Virtual time: leases run out by it.</param>
internal sealed class BlobService(Func<TimeSpan> now)
{
    private readonly HashSet<string> containers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Blob> blobs = new(StringComparer.Ordinal);
    private long versions;

    /// <summary>Answers a request.</summary>
    public BlobAnswer Handle(BlobRequest request)
    {
        if (request.Query.Contains("restype=container", StringComparison.Ordinal))
            return containers.Add(request.Path) ? new BlobAnswer(HttpStatusCode.Created) : Error(HttpStatusCode.Conflict, "ContainerAlreadyExists");
        var blob = blobs.GetValueOrDefault(request.Path);
        return (request.Method, request.Comp) switch
        {
            ("PUT", "lease") => blob is null ? Missing() : Lease(blob, request),
            ("PUT", "appendblock") => blob is null ? Missing() : Append(blob, request),
            ("PUT", "") => Put(blob, request),
            ("GET" or "HEAD", "") => blob is null ? Missing() : Get(blob, request),
            _ => Error(HttpStatusCode.NotImplemented, "NotImplemented"),
        };
    }

    private BlobAnswer Put(Blob? blob, BlobRequest request)
    {
        if (blob is not null && request["If-None-Match"] == "*")
            return Error(HttpStatusCode.Conflict, "BlobAlreadyExists");
        if (blob is not null && Refused(blob, request) is { } refusal)
            return refusal;
        var put = blob ?? new Blob();
        (put.Type, put.Bytes, put.Blocks) = (request["x-ms-blob-type"]!, [.. request.Body], 0);
        return Written(blobs[request.Path] = put);
    }

    private BlobAnswer Append(Blob blob, BlobRequest request)
    {
        if (Refused(blob, request) is { } refusal)
            return refusal;
        if (request["x-ms-blob-condition-appendpos"] is { } place && long.Parse(place, CultureInfo.InvariantCulture) != blob.Bytes.Count)
            return Error(HttpStatusCode.PreconditionFailed, "AppendPositionConditionNotMet");
        var offset = blob.Bytes.Count;
        blob.Bytes.AddRange(request.Body);
        blob.Blocks++;
        var answer = Written(blob);
        answer.Headers["x-ms-blob-append-offset"] = Text(offset);
        answer.Headers["x-ms-blob-committed-block-count"] = Text(blob.Blocks);
        return answer;
    }

    private BlobAnswer Get(Blob blob, BlobRequest request)
    {
        var (from, to) = (0L, blob.Bytes.Count - 1L);
        if ((request["x-ms-range"] ?? request["Range"]) is { } range)
        {
            var ends = range["bytes=".Length..].Split('-');
            from = long.Parse(ends[0], CultureInfo.InvariantCulture);
            to = ends[1].Length == 0 ? to : Math.Min(to, long.Parse(ends[1], CultureInfo.InvariantCulture));
            if (from >= blob.Bytes.Count && blob.Bytes.Count > 0)
                return Error(HttpStatusCode.RequestedRangeNotSatisfiable, "InvalidRange");
        }

        var whole = request.Method == "HEAD";
        var body = whole ? [] : blob.Bytes.GetRange((int)from, (int)(to - from + 1)).ToArray();
        var answer = Described(blob, new BlobAnswer(body.Length < blob.Bytes.Count && !whole ? HttpStatusCode.PartialContent : HttpStatusCode.OK) { Body = body });
        answer.Headers["x-ms-blob-type"] = blob.Type;
        answer.Headers["x-ms-blob-committed-block-count"] = Text(blob.Blocks);
        answer.Headers["Content-Length"] = Text(whole ? blob.Bytes.Count : body.Length);
        if (!whole)
            answer.Headers["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{to}/{blob.Bytes.Count}");
        return answer;
    }

    private BlobAnswer Lease(Blob blob, BlobRequest request)
    {
        var mine = request["x-ms-lease-id"] ?? request["x-ms-proposed-lease-id"];
        var held = blob.LeaseEnds > now();
        switch (request["x-ms-lease-action"])
        {
            case "acquire" when held && blob.Lease != mine:
                return Error(HttpStatusCode.Conflict, "LeaseAlreadyPresent");
            case "acquire":
                (blob.Lease, blob.LeaseSpan) = (mine, TimeSpan.FromSeconds(int.Parse(request["x-ms-lease-duration"]!, CultureInfo.InvariantCulture)));
                break;
            // A lease that has run out can be renewed as long as nobody took or wrote the blob since.
            case "renew" or "release" when blob.Lease != mine:
                return Error(HttpStatusCode.Conflict, "LeaseIdMismatchWithLeaseOperation");
            case "release":
                (blob.Lease, blob.LeaseEnds) = (null, TimeSpan.Zero);
                return Described(blob, new BlobAnswer(HttpStatusCode.OK));
        }

        blob.LeaseEnds = now() + blob.LeaseSpan;
        var answer = Described(blob, new BlobAnswer(request["x-ms-lease-action"] == "acquire" ? HttpStatusCode.Created : HttpStatusCode.OK));
        answer.Headers["x-ms-lease-id"] = mine!;
        return answer;
    }

    /// <summary>Why a write is refused by the blob's lease; null where it is not.</summary>
    private BlobAnswer? Refused(Blob blob, BlobRequest request) => (blob.LeaseEnds > now(), request["x-ms-lease-id"]) switch
    {
        (true, null) => Error(HttpStatusCode.PreconditionFailed, "LeaseIdMissing"),
        (true, { } id) when id != blob.Lease => Error(HttpStatusCode.PreconditionFailed, "LeaseIdMismatchWithBlobOperation"),
        (false, not null) => Error(HttpStatusCode.PreconditionFailed, "LeaseLost"),
        _ => null,
    };

    private BlobAnswer Written(Blob blob)
    {
        blob.Version = ++versions;
        return Described(blob, new BlobAnswer(HttpStatusCode.Created));
    }

    private static BlobAnswer Described(Blob blob, BlobAnswer answer)
    {
        answer.Headers["ETag"] = $"\"0x{blob.Version:X}\"";
        answer.Headers["Last-Modified"] = "Thu, 01 Jan 2026 00:00:00 GMT";
        return answer;
    }

    private static BlobAnswer Missing() => Error(HttpStatusCode.NotFound, "BlobNotFound");

    private static BlobAnswer Error(HttpStatusCode status, string code) => new(status) { Headers = { ["x-ms-error-code"] = code } };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Blob
    {
        public string Type { get; set; } = "";

        public List<byte> Bytes { get; set; } = [];

        public int Blocks { get; set; }

        public long Version { get; set; }

        public string? Lease { get; set; }

        public TimeSpan LeaseSpan { get; set; }

        public TimeSpan LeaseEnds { get; set; }
    }
}

/// <summary>A request to the service.</summary>
/// <param name="Method">GET, HEAD or PUT.</param>
/// <param name="Path">Account, container and blob.</param>
/// <param name="Query">The query.</param>
/// <param name="Headers">Headers, by lower-case name.</param>
/// <param name="Body">Bytes sent.</param>
internal sealed record BlobRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>A header; null where it is not there.</summary>
    public string? this[string name] => Headers.GetValueOrDefault(name.ToLowerInvariant());

    /// <summary>Which operation on the blob.</summary>
    public string Comp => Query.TrimStart('?').Split('&').FirstOrDefault(part => part.StartsWith("comp=", StringComparison.Ordinal))?[5..] ?? "";
}

/// <summary>An answer of the service.</summary>
/// <param name="Status">How it went.</param>
internal sealed record BlobAnswer(HttpStatusCode Status)
{
    /// <summary>Headers.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Bytes.</summary>
    public byte[] Body { get; init; } = [];
}
