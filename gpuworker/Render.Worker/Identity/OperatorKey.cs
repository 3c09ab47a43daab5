using System.Security.Cryptography;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Worker.Identity;

/// <summary>An operator's P-256 key: holds its name in a network, and signs its nodes in. One key for all nodes of the operator.</summary>
public sealed class OperatorKey : IDisposable
{
    private readonly ECDsa key;

    private OperatorKey(ECDsa key) => this.key = key;

    /// <summary>Opens the key in a file, or makes one there.</summary>
    /// <exception cref="NodeKeyException">The file is not a P-256 key, or others may read it.</exception>
    public static OperatorKey OpenOrCreate(string path) =>
        new(KeyFile.OpenOrCreate(Path.GetFullPath(path), "Give the file that your first node made, or another path to make a new key, which cannot hold the same name."));

    /// <summary>Reads a key from its PEM.</summary>
    /// <exception cref="FormatException">It is no P-256 private key.</exception>
    public static OperatorKey Parse(string pem)
    {
        try
        {
            return new OperatorKey(KeyFile.Read(pem));
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new FormatException("It is no PEM of a P-256 private key. `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256` makes one.", e);
        }
    }

    /// <summary>The operator's word that a node is its own.</summary>
    /// <param name="owner">The operator.</param>
    /// <param name="node">SHA-256 of the node's public key.</param>
    public OperatorProof Prove(OperatorId owner, Digest node) =>
        new(key.ExportSubjectPublicKeyInfo(), NodeSignature.Sign(key, new OperatorStatement(owner, node).ToArray()));

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
