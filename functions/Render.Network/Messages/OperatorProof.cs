namespace Render.Network.Messages;

/// <summary>An operator's word that a node is its own.</summary>
/// <param name="PublicKey">The operator's P-256 public key, SubjectPublicKeyInfo (DER), 91 bytes. The first one that is told with an operator's name holds the name.</param>
/// <param name="Signature">Its signature of the <see cref="Proof.OperatorStatement"/>, 64 bytes.</param>
public sealed record OperatorProof(byte[] PublicKey, byte[] Signature);
