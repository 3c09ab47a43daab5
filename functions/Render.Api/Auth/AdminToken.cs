using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Render.Api.Auth;

/// <summary>The admin token, kept as its hash and compared in constant time.</summary>
internal sealed class AdminToken
{
    private const int Shortest = 16;
    private const string Scheme = "Bearer ";
    private readonly byte[] hash;

    public AdminToken(string token)
    {
        if (token.Length < Shortest)
            throw new ArgumentException($"The admin token has fewer than {Shortest} characters.", nameof(token));
        hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));
    }

    /// <summary>Whether the request carries a bearer token, right or wrong.</summary>
    public static bool IsPresent(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the request carries the token.</summary>
    public bool IsCarriedBy(HttpRequest request)
    {
        if (!IsPresent(request))
            return false;
        var offered = request.Headers.Authorization.ToString()[Scheme.Length..].Trim();
        // Hashes of equal length are compared, so that neither length nor prefix of the token can be timed.
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(offered)), hash);
    }
}
