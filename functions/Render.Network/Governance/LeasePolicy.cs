namespace Render.Network.Governance;

/// <summary>How tasks are held.</summary>
/// <param name="Seconds">How long a lease lasts unless renewed, 5 to 3,600 s. Default 60.</param>
/// <param name="AuditSeconds">How long an auditor has unless it renews, 5 to 3,600 s. Default 60.</param>
/// <param name="AuditAttempts">How many auditors are drawn before the reference CPU audits, 1 to 10. Default 3.</param>
/// <param name="TargetTaskSeconds">Longest run time that tasks are split for, 1 to 3,600 s. Default 60.</param>
public sealed record LeasePolicy(int Seconds = 60, int AuditSeconds = 60, int AuditAttempts = 3, int TargetTaskSeconds = 60);
