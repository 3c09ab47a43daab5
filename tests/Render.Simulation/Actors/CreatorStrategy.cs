using Render.Network.Messages;

namespace Render.Simulation.Actors;

/// <summary>How a creator behaves where it has a choice. This one waits for what it ordered; adversaries override what they do otherwise.</summary>
internal class CreatorStrategy
{
    /// <summary>Its name in tables.</summary>
    public virtual string Name => "honest";

    /// <summary>Whether it does what it should.</summary>
    public virtual bool IsHonest => true;

    /// <summary>Mean time between its looks at the job.</summary>
    public virtual TimeSpan Looks => TimeSpan.FromSeconds(10);

    /// <summary>What it uploads in place of the scene that was planned.</summary>
    public virtual string Scene(string planned) => planned;

    /// <summary>Whether it withdraws the job now.</summary>
    public virtual bool Cancels(JobView job) => false;
}
