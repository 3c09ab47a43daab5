using Render.Chain.Tests.Support;
using Render.Lifecycle.Contracts;
using Render.Lifecycle.Ports;

namespace Render.Chain.Tests.Network;

/// <summary>The chain's ledger is a ledger like any other.</summary>
public class BookOnChainTests : LedgerContract
{
    protected override ILedger Ledger { get; } = new TestBook().Ledger;
}
