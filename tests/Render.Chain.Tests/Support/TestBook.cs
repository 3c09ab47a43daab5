using Microsoft.Extensions.Logging.Abstractions;
using Render.Lifecycle.Chain;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Tests.InMemory;
using Render.Local.Host.Chain;

namespace Render.Chain.Tests.Support;

/// <summary>A chain's ledger whose chain nobody follows.</summary>
internal sealed class TestBook
{
    public ILedger Ledger { get; } = ChainParts.Of(
        new InMemoryLedger(TimeProvider.System), new InMemoryState(),
        new ChainSettings(new Uri("http://127.0.0.1:1"), new ChainContracts(1, "", "", "", ""), new ChainKeys(DevelopmentAccounts.SettlerKey, DevelopmentAccounts.FaucetKey, new byte[32])),
        new FakeEvm(), TimeProvider.System, NullLoggerFactory.Instance).Ledger;
}
