namespace Render.Lifecycle.Results;

/// <summary>What sort of refusal it is; an HTTP host answers each with its status.</summary>
public enum RefusalKind
{
    /// <summary>The message contradicts the rules (400 or 422).</summary>
    Invalid,

    /// <summary>Nobody vouches for the sender (401).</summary>
    Unauthorized,

    /// <summary>The sender may not do that (403).</summary>
    Forbidden,

    /// <summary>What is named does not exist (404).</summary>
    NotFound,

    /// <summary>It was possible once, or will be, but not in the present state (409).</summary>
    Conflict,

    /// <summary>The account does not hold enough (402).</summary>
    PaymentRequired,

    /// <summary>The network cannot do it now; the same message may succeed later (503).</summary>
    Unavailable,
}
