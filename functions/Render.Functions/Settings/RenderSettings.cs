namespace Render.Functions.Settings;

/// <summary>The section <c>Render</c> of the app's settings.</summary>
public sealed class RenderSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Render";

    /// <summary>The network's name, 3 to 60 letters, digits and hyphens: part of everything signed, so it never changes.</summary>
    public string Network { get; set; } = "";

    /// <summary>The admin token, at least 32 characters; in Azure a Key Vault reference.</summary>
    public string AdminToken { get; set; } = "";

    /// <summary>Base64 of 32 random bytes, from which the beacon's chains are derived; in Azure a Key Vault reference. Whoever knows it can predict audits.</summary>
    public string BeaconKey { get; set; } = "";

    /// <summary>Where the coordinator's HTTP API is reached from the app's other functions; default: the app's own address.</summary>
    public string CoordinatorUrl { get; set; } = "";

    /// <summary>Threads of the reference CPU, 1 to 64. Default 1: the instance also serves requests.</summary>
    public int ReferenceThreads { get; set; } = 1;

    /// <summary>Seconds that a lease lives after its grant or renewal, 5 to 600. Default 60: community nodes have slow lines.</summary>
    public int LeaseSeconds { get; set; } = 60;

    /// <summary>Seconds after which another instance takes the coordinator's seat from one that died, 15 to 60. Default 30.</summary>
    public int SeatSeconds { get; set; } = 30;

    /// <summary>The region that the app and its storage stand in, as the network's policy calls it. Default: not said, so jobs that are kept to places are refused.</summary>
    public string Region { get; set; } = "";

    /// <summary>The jurisdiction that they stand in, a code of two capital letters. Default: not said.</summary>
    public string Jurisdiction { get; set; } = "";

    /// <summary>Where on the globe the app stands, <c>LATITUDE,LONGITUDE</c> in degrees. Default: not said, so round trips prove no node's place.</summary>
    public string Position { get; set; } = "";

    /// <summary>Whether anybody may have test tokens. Only for networks whose tokens are worth nothing. Default false.</summary>
    public bool Faucet { get; set; }
}
