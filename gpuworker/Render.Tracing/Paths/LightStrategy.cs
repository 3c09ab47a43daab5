namespace Render.Tracing.Paths;

/// <summary>How light is found. All have the same mean; tests compare them.</summary>
public enum LightStrategy
{
    /// <summary>By choosing lights and by scattering, weighted against each other: the product's.</summary>
    Both = 0,

    /// <summary>By choosing lights only; what cannot be chosen (a constant environment) is still found by scattering.</summary>
    ChoosingLights = 1,

    /// <summary>By scattering only, except for lights without extent.</summary>
    Scattering = 2,
}
