using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Nethereum.Signer;
using Render.Lifecycle.Chain;
using Render.Network.Economics;

namespace Render.Chain.Keys;

/// <summary>
/// The keys that the network acts with. Every account of the book that can hold tokens has a wallet of its own, whose key is derived from one seed: HMAC-SHA256(seed, "render.wallet.v1/" ‖
/// account). So the network holds the tokens for creators and operators, and whoever holds the seed holds all of them.
/// </summary>
internal sealed class Wallets
{
    private readonly byte[] _seed;
    private readonly ConcurrentDictionary<string, EthECKey> _keys = new(StringComparer.Ordinal);

    /// <summary>The keys of a network.</summary>
    /// <param name="keys">The network's secrets.</param>
    /// <exception cref="ArgumentException">The seed is not 32 bytes.</exception>
    public Wallets(ChainKeys keys)
    {
        if (keys.WalletSeed.Length != 32)
            throw new ArgumentException("The wallets' seed has 32 bytes.", nameof(keys));
        (_seed, Settler, Faucet) = (keys.WalletSeed.ToArray(), new EthECKey(keys.Settler), new EthECKey(keys.Faucet));
    }

    /// <summary>Who settles.</summary>
    public EthECKey Settler { get; }

    /// <summary>Who holds the first grant.</summary>
    public EthECKey Faucet { get; }

    /// <summary>The key of an account of the book.</summary>
    /// <param name="account">See <see cref="Accounts"/>.</param>
    public EthECKey KeyOf(string account) => account == Accounts.Faucet ? Faucet : _keys.GetOrAdd(account, Derive);

    /// <summary>The key of an account's deposit address. Nothing of the book's is ever sent there.</summary>
    public EthECKey DepositKeyOf(string account) => KeyOf("deposit/" + account);

    /// <summary>The address of an account of the book.</summary>
    public string AddressOf(string account) => KeyOf(account).GetPublicAddress();

    // An HMAC is no key with a probability of 2⁻¹²⁸; then there would be an exception, and never another account's key.
    private EthECKey Derive(string account) => new(HMACSHA256.HashData(_seed, Encoding.UTF8.GetBytes("render.wallet.v1/" + account)), true);
}
