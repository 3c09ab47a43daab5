using Microsoft.Extensions.Time.Testing;
using Render.Lifecycle.Contracts;
using Render.Lifecycle.Ports;

namespace Render.Lifecycle.Tests.InMemory;

public sealed class InMemoryBlobsContractTests : BlobsContract
{
    protected override IBlobs Blobs { get; } = new InMemoryBlobs();
}

public sealed class InMemoryStateContractTests : StateContract
{
    protected override IState State { get; } = new InMemoryState();
}

public sealed class InMemoryLedgerContractTests : LedgerContract
{
    protected override ILedger Ledger { get; } = new InMemoryLedger(new FakeTimeProvider());
}
