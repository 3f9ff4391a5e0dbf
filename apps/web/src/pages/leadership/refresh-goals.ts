import { readGoals } from '@baton/contract/leadership.ts';
import { queryClient } from '../../api/use-read.ts';

export const refreshGoals = () => queryClient.invalidateQueries({ queryKey: [readGoals.path] });
