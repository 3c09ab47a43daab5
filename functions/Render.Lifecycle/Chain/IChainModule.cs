using Microsoft.Extensions.DependencyInjection;

namespace Render.Lifecycle.Chain;

/// <summary>How a host adds a chain without depending on the packages of one.</summary>
public interface IChainModule
{
    /// <summary>Adds <see cref="IChain"/>, and puts the chain before the host's own <c>ILedger</c>, which must have been added.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="settings">Where the chain is and who acts there.</param>
    void AddTo(IServiceCollection services, ChainSettings settings);
}
