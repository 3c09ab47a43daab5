using Render.Chain.Evm;
using Render.Lifecycle.Chain;
using Render.Local.Host.Chain;
using Render.Network.Governance;
using Render.Network.Proof;

namespace Render.Chain.Tests.Support;

/// <summary>One anvil with the contracts deployed, for all tests of the collection; each begins with it as deployed.</summary>
public sealed class AnvilFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("render-chain-").FullName;
    private AnvilLeash? _anvil;
    private string _fresh = "";

    internal ChainContracts Contracts { get; private set; } = null!;

    /// <summary>All contracts by name.</summary>
    internal IReadOnlyDictionary<string, string> Addresses { get; private set; } = null!;

    internal NethereumEvm Evm { get; private set; } = null!;

    internal Uri Node { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (ChainFactAttribute.Missing is not null)
            return;
        Environment.SetEnvironmentVariable(ChainTools.ContractsVariable, Repository.File("contracts"));
        var port = Anvil.FreePort();
        _anvil = await Anvil.StartLeashed(_folder, port, TimeProvider.System, default);
        Node = Anvil.Node(port);
        (Contracts, Addresses) = await Deployment.Run(Node, _folder, Policy.Default, Digest.OfText("chain-tests"), default);
        Evm = new NethereumEvm(Node);
        _fresh = await Evm.Ask<string>("evm_snapshot", default);
    }

    public async Task DisposeAsync()
    {
        if (_anvil is not null)
            await _anvil.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The chain as it was when everything was just deployed, but not earlier than it is: clocks do not go back.</summary>
    internal async Task Reset()
    {
        await Evm.Ask<bool>("evm_revert", default, _fresh);
        _fresh = await Evm.Ask<string>("evm_snapshot", default);
        await Evm.Ask<object>("evm_setAutomine", default, true);
    }
}

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AnvilTests : ICollectionFixture<AnvilFixture>
{
    public const string Name = "anvil";
}
