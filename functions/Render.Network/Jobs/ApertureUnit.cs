namespace Render.Network.Jobs;

/// <summary>What an <see cref="Aperture"/> counts.</summary>
public enum ApertureUnit
{
    /// <summary>Thousandths of an f-number: the focal length over the opening's diameter.</summary>
    Stops = 1,

    /// <summary>Micrometres of the opening's radius, in the scene's metres.</summary>
    Radius = 2,
}
