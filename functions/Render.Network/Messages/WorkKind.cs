namespace Render.Network.Messages;

/// <summary>What a node is to do with an assignment.</summary>
public enum WorkKind
{
    /// <summary>Render all of a task and sign a receipt. Paid.</summary>
    Render,

    /// <summary>Render the named blocks of a task that another node rendered, blind, and sign a report. Paid.</summary>
    Audit,

    /// <summary>Render the named blocks of a task whose answer is known, before any paid work. Unpaid.</summary>
    Validation,

    /// <summary>Render a disputed block blind, sign a report on it, and commit to that. Paid by the dispute's losers.</summary>
    Arbitrate,

    /// <summary>Show what was committed to under the same lease.</summary>
    Reveal,
}
