using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Render.Tracing.Tests.Numerics;

/// <summary>Finds floating-point arithmetic in a method body by following which stack slots hold floats.</summary>
internal static class FloatUses
{
    /// <summary>Arithmetic on floats, and conversions between floats and integers. Sign flips, comparisons and moves are exact everywhere and not reported.</summary>
    internal static IEnumerable<string> Arithmetic(MethodDefinition method)
    {
        var body = method.Body;
        var states = new Dictionary<Instruction, bool[]>();
        var pending = new Stack<(Instruction At, bool[] Stack)>();
        pending.Push((body.Instructions[0], []));
        foreach (var handler in body.ExceptionHandlers)
        {
            pending.Push((handler.HandlerStart, handler.HandlerType == ExceptionHandlerType.Finally ? [] : [false]));
            if (handler.FilterStart is not null)
                pending.Push((handler.FilterStart, [false]));
        }
        var faults = new SortedSet<string>(StringComparer.Ordinal);
        while (pending.TryPop(out var next))
        {
            if (!states.TryAdd(next.At, next.Stack))
                continue;
            var stack = new Stack<bool>(next.Stack);
            if (IsFault(next.At, stack))
                faults.Add($"{method.FullName}: {next.At}");
            Apply(method, next.At, stack);
            var after = stack.Reverse().ToArray();
            var code = next.At.OpCode;
            if (next.At.Operand is Instruction target)
                pending.Push((target, code.Code is Code.Leave or Code.Leave_S ? [] : after));
            if (next.At.Operand is Instruction[] targets)
            {
                foreach (var each in targets)
                    pending.Push((each, after));
            }
            if (code.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw) && next.At.Next is not null)
                pending.Push((next.At.Next, after));
        }
        return faults;
    }

    /// <summary>Calls of numerical libraries with a float among parameters or result.</summary>
    internal static IEnumerable<string> LibraryCalls(MethodDefinition method) =>
        from instruction in method.Body.Instructions
        let called = instruction.Operand as MethodReference
        where called is not null && IsLibrary(called) && (IsFloat(called.ReturnType) || called.Parameters.Any(parameter => IsFloat(parameter.ParameterType)))
        select $"{method.FullName}: {called.FullName}";

    /// <summary>What only looks at bits, formats, or classifies.</summary>
    private static bool IsLibrary(MethodReference called) =>
        called.DeclaringType.FullName is "System.Math" or "System.MathF"
        || called.DeclaringType.FullName.StartsWith("System.Numerics.", StringComparison.Ordinal)
        || called.DeclaringType.FullName.StartsWith("System.Runtime.Intrinsics.", StringComparison.Ordinal)
        || (called.DeclaringType.FullName is "System.Single" or "System.Double" && called.Name is not ("IsFinite" or "IsNaN" or "ToString" or "Equals" or "GetHashCode" or "CompareTo"));

    private static bool IsFault(Instruction at, Stack<bool> stack) => at.OpCode.Code switch
    {
        Code.Add or Code.Sub or Code.Mul or Code.Div or Code.Rem => stack.Peek(),
        Code.Conv_R4 or Code.Conv_R8 => true,
        Code.Conv_R_Un => true,
        >= Code.Conv_I1 and <= Code.Conv_I8 or Code.Conv_U4 or Code.Conv_U8 or Code.Conv_U1 or Code.Conv_U2 or Code.Conv_I or Code.Conv_U => stack.Peek(),
        _ => false,
    };

    private static void Apply(MethodDefinition method, Instruction at, Stack<bool> stack)
    {
        var code = at.OpCode;
        if (code.Code == Code.Dup)
        {
            stack.Push(stack.Peek());
            return;
        }
        if (code.FlowControl == FlowControl.Call && at.Operand is MethodReference called)
        {
            var pops = called.Parameters.Count + (called.HasThis && code.Code != Code.Newobj ? 1 : 0);
            for (var i = 0; i < pops; i++)
                stack.Pop();
            if (code.Code == Code.Newobj || called.ReturnType.FullName != "System.Void")
                stack.Push(code.Code != Code.Newobj && IsFloat(called.ReturnType));
            return;
        }
        if (code.Code == Code.Ret)
            return;
        if (code.StackBehaviourPop == StackBehaviour.PopAll)
        {
            stack.Clear();
            return;
        }
        var top = stack.Count > 0 && stack.Peek();
        for (var i = 0; i < PopCount(code.StackBehaviourPop); i++)
            stack.Pop();
        for (var i = 0; i < PushCount(code.StackBehaviourPush); i++)
            stack.Push(PushesFloat(method, at, top));
    }

    private static bool PushesFloat(MethodDefinition method, Instruction at, bool top) => at.OpCode.Code switch
    {
        Code.Ldc_R4 or Code.Ldc_R8 or Code.Ldind_R4 or Code.Ldind_R8 or Code.Ldelem_R4 or Code.Ldelem_R8 or Code.Conv_R4 or Code.Conv_R8 or Code.Conv_R_Un => true,
        Code.Add or Code.Sub or Code.Mul or Code.Div or Code.Rem or Code.Neg => top,
        Code.Ldfld or Code.Ldsfld => IsFloat(((FieldReference)at.Operand).FieldType),
        Code.Ldobj or Code.Ldelem_Any or Code.Unbox_Any => IsFloat((TypeReference)at.Operand),
        Code.Ldarg or Code.Ldarg_S => IsFloat(((ParameterDefinition)at.Operand).ParameterType),
        >= Code.Ldarg_0 and <= Code.Ldarg_3 => Argument(method, at.OpCode.Code - Code.Ldarg_0),
        Code.Ldloc or Code.Ldloc_S => IsFloat(((VariableDefinition)at.Operand).VariableType),
        >= Code.Ldloc_0 and <= Code.Ldloc_3 => IsFloat(method.Body.Variables[at.OpCode.Code - Code.Ldloc_0].VariableType),
        _ => false,
    };

    private static bool Argument(MethodDefinition method, int index)
    {
        if (method.HasThis)
            index--;
        return index >= 0 && IsFloat(method.Parameters[index].ParameterType);
    }

    private static bool IsFloat(TypeReference type) => type.FullName is "System.Single" or "System.Double";

    private static int PopCount(StackBehaviour behaviour) => behaviour switch
    {
        StackBehaviour.Pop0 => 0,
        StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
        StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8 or StackBehaviour.Popi_popr4
            or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi => 2,
        StackBehaviour.Varpop => 0,
        _ => 3,
    };

    private static int PushCount(StackBehaviour behaviour) => behaviour switch
    {
        StackBehaviour.Push0 or StackBehaviour.Varpush => 0,
        StackBehaviour.Push1_push1 => 2,
        _ => 1,
    };
}
